"""Operations of users, one in each file. Every operation runs the stages in the same order."""

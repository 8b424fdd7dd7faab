"""Print the schema: `python -m resolvers > schema.graphql`."""

import sys

from resolvers.schema import sdl

if __name__ == "__main__":
    sys.stdout.write(sdl())

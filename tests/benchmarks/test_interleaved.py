"""Test that competitors take turns."""

from benchmarks.interleaved import interleaved, median_ms, ratio


async def test_the_ways_take_turns():
    order = []

    def way(name):
        async def run():
            order.append(name)

        return run

    times = await interleaved({name: way(name) for name in "ab"}, seconds=0, least=3, warm=1)
    assert "".join(order) == "ab" + "ab" * 3
    assert [len(each) for each in times.values()] == [3, 3]


def test_a_ratio_is_taken_turn_by_turn():
    times = {"ours": [2.0, 10.0, 3.0], "theirs": [1.0, 2.0, 3.0]}
    assert ratio(times, "ours", "theirs") == 2.0
    assert median_ms(times, "ours") == 3000.0

using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Engine.Tests.Catalog.Chains;

/// <summary>The smallest of a stretch, by looking at all of it.</summary>
public sealed class RangeMinimumTests
{
    [Theory]
    [InlineData(1, 9)]
    [InlineData(2, 3)]
    [InlineData(3, 1000)]
    public void IndexOfMinimum_IsTheLastOfTheSmallestInAnyStretch_WhileValuesAreAppended(int seed, int most)
    {
        var random = new Random(seed);
        var table = new RangeMinimum();
        var places = new List<uint>();
        var values = new List<long>();
        for (int i = 0; i < 300; i++)
        {
            places.Add((places.Count == 0 ? 10 : places[^1]) + (uint)random.Next(3));
            values.Add(random.Next(most));
            Assert.Equal(i, table.Add(At(places[^1]), values[^1]));
            for (int asked = 0; asked < 20; asked++)
            {
                uint from = (uint)random.Next((int)places[^1] + 3);
                uint to = (uint)random.Next((int)places[^1] + 3);
                int[] within = [.. Enumerable.Range(0, values.Count).Where(at => places[at] >= from && places[at] <= to)];
                int expected = within.Length == 0 ? -1 : within.Last(at => values[at] == within.Min(one => values[one]));
                Assert.Equal(expected, table.IndexOfMinimum(At(from), At(to)));
                (int first, int last) = table.Range(At(from), At(to));
                Assert.Equal(within, Enumerable.Range(first, Math.Max(0, last - first + 1)));
            }
        }
    }

    [Fact]
    public void IndexOfMinimum_IsNoneWhereNothingStands() => Assert.Equal(-1, new RangeMinimum().IndexOfMinimum(At(1), At(9)));

    private static Lsn At(uint lsn) => new(36, lsn, 1);
}

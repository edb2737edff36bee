using System.Globalization;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace PosBackup.Engine.Tests.Retention.Hiding;

/// <summary>
/// What was not seen is not taken for gone: whatever a run of retention does not see of what lies here and elsewhere, nothing goes that was promised. <c>POSBACKUP_RETENTION_SEEDS=from-to</c>
/// draws other cases, and as many as one likes.
/// </summary>
public sealed class HidingProperties(ITestOutputHelper output)
{
    private const string Variable = "POSBACKUP_RETENTION_SEEDS";

    [Fact]
    public async Task Run_KeepsAllPromisesWhateverItDoesNotSee()
    {
        (int from, int to) = Seeds();
        int removed = 0;
        var failures = new List<string>();
        for (int seed = from; seed <= to; seed++)
        {
            using var one = new HiddenCase(seed);
            try
            {
                await one.RunAsync();
            }
            catch (Exception e)
            {
                failures.Add($"{(e is XunitException ? e.Message : e)}\n{one.Story}");
            }

            removed += one.HasRemoved ? 1 : 0;
        }

        output.WriteLine($"{to - from + 1} cases, something went in {removed}");
        Assert.True(failures.Count == 0, $"{failures.Count} of {to - from + 1} cases:\n{string.Join("\n\n", failures.Take(3))}");
        Assert.True(removed > (to - from + 1) / 4 || to == from, $"something went in {removed} of {to - from + 1} only");
    }

    private static (int From, int To) Seeds()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } asked)
            return (1, 100);

        int[] ends = [.. asked.Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture))];
        return (ends[0], ends[^1]);
    }
}

using System.Globalization;
using PosBackup.Engine.Media;
using PosBackup.Engine.Tests.Support;
using Xunit.Abstractions;

namespace PosBackup.Engine.Tests.Media.Damage;

/// <summary>
/// Damages real files in twelve ways and counts how often verification notices. The rates to reach are those that were measured with
/// the description of the format; what they leave is harmless (a page that is not allocated), neutral to SQL Server's own checksums
/// (a sector of equal words), or unused bytes.
/// </summary>
/// <remarks>
/// <see cref="LongFactAttribute.Variable"/> makes all trials of the reference measurement, else a tenth of them. Two rates of the file of
/// 2016 then lie below the reference, inside three standard errors: zero512 49 of 58 and stale8k 36 of 40. Every overwritten block that
/// goes unnoticed there, and in the file of 2008 R2, was looked at, and nothing is to be found in any:
/// <list type="bullet">
/// <item>all 9 of zero512, and 7 and 2 (zero4k) of 2008 R2: free space of an allocated page, between its rows and its slot array, all of
/// it 0x21; a sector or more of one byte cancels out in the server's own checksums, and no row is touched;</item>
/// <item>all 4 of stale8k and all 9 of rand512: pages of zeros that the free space map calls not allocated; a restore does not use them.</item>
/// </list>
/// </remarks>
public sealed class DamageTrialTests(ITestOutputHelper output)
{
    private static readonly string[] Always = ["truncate", "trunc512", "zerotail", "cut512", "dup512", "append"];

    [CorpusTheory]
    [InlineData("lab/Cube_Query_History/FULL/SQL2008_Cube_Query_History_FULL_20170518_041737.bak", "plain, WITH CHECKSUM, 2008 R2", new[] { 400, 400, 46, 62, 64, 66, 80, 80, 38, 38, 40, 40 })]
    [InlineData("sqltoolsservice/FullBackup.bak", "plain, page checksums, 2016", new[] { 292, 400, 54, 60, 51, 53, 57, 80, 39, 39, 34, 37 })]
    [InlineData("SC-701_ClassWork/northwind.bak", "compressed, 2016", new[] { 397, 400, 120, 120, 80, 80, 79, 80, 34, 34, 39, 39 })]
    [InlineData("sqltoolsservice/TransactionLogBackup.bak", "log, 2016", new[] { 362, 400, 49, 50, 38, 38, 80, 80, 0, 0, 17, 17 })]
    public async Task Verify_NoticesDamageAsOftenAsMeasured(string name, string what, int[] reference)
    {
        byte[] file = await File.ReadAllBytesAsync(Corpus.PathOf(name));
        using var folder = new TemporaryFolder();
        string path = folder.File("damaged.bak");
        var rates = new List<Rate>();
        foreach ((Fault fault, int index) in Fault.All.Select((fault, index) => (fault, index)))
            rates.Add(await TryAsync(file, path, fault, index * 2 < reference.Length ? reference[(index * 2)..][..2] : [1, 1]));

        output.WriteLine($"{what}: {name}");
        rates.ForEach(rate => output.WriteLine(rate.ToString()));

        Assert.All(rates, rate => Assert.True(rate.IsReached, rate.ToString()));
        Assert.All(rates.Where(rate => Always.Contains(rate.Fault)), rate => Assert.Equal(rate.Tried, rate.Noticed));
    }

    private static async Task<Rate> TryAsync(byte[] file, string path, Fault fault, int[] reference)
    {
        int trials = LongFactAttribute.IsAsked ? fault.Trials : Math.Max(fault.Trials / 10, 8);
        var rate = new Rate(fault.Name, reference[0], reference[1]);
        for (int seed = 0; seed < trials; seed++)
        {
            var random = new Random(seed);
            if (fault.Apply(file, random) is not { } damaged)
                continue;

            await File.WriteAllBytesAsync(path, damaged);
            VerificationReport report = await MediaVerifier.VerifyAsync([path], new VerifyOptions { Sha256 = false });
            rate = rate with { Tried = rate.Tried + 1, Noticed = rate.Noticed + (report.Verdict == Verdict.Intact ? 0 : 1) };
        }

        return rate;
    }

    /// <summary>How often a fault was noticed, beside the measurement.</summary>
    private sealed record Rate(string Fault, int ReferenceNoticed, int ReferenceTried)
    {
        public int Noticed { get; init; }

        public int Tried { get; init; }

        /// <summary>Whether the rate reaches the reference. A few trials differ by chance: three standard errors of so small a sample are granted.</summary>
        public bool IsReached => Noticed >= (Expected * Tried) - (3 * Math.Sqrt(Expected * (1 - Expected) * Tried));

        private double Expected => ReferenceTried == 0 ? 0 : (double)ReferenceNoticed / ReferenceTried;

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"  {Fault,-9} {Noticed,4} of {Tried,4}   (reference {ReferenceNoticed} of {ReferenceTried})");
    }
}

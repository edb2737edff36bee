using System.Globalization;
using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Policies;

public sealed class PolicySentenceTests
{
    private const string Rest = "; where targets are defined, a file here goes only with 1 proven copy elsewhere, proven within 35 days; sets of other tools stay; a database without a new backup for 90 days keeps its newest chains, and its points go by the calendar; at most 50% of the chains go at once, and more only after it was refused on six days; days begin by the clock of UTC";

    private static readonly RetentionPolicy Nothing = new() { Zone = TimeZoneInfo.Utc };

    /// <summary>Policies that keep something, and how their sentences begin.</summary>
    public static TheoryData<string, RetentionPolicy> Keeping => new()
    {
        { "keeps at least 1 chain", Nothing },
        { "keeps at least 2 chains", Nothing with { MinimumChains = 2 } },
        { "keeps any minute of the last 14 days, and at least 1 chain", Nothing with { Window = TimeSpan.FromDays(14) } },
        { "keeps any minute of the last 1 day, and at least 1 chain", Nothing with { Window = TimeSpan.FromHours(24) } },
        { "keeps any minute of the last 36 hours, and at least 1 chain", Nothing with { Window = TimeSpan.FromHours(36) } },
        { "keeps any minute of the last 90 minutes, and at least 1 chain", Nothing with { Window = TimeSpan.FromMinutes(90) } },
        { "keeps the newest full or differential, and at least 1 chain", Nothing with { KeepLast = 1 } },
        { "keeps the newest 5 fulls and differentials, and at least 1 chain", Nothing with { KeepLast = 5 } },
        { "keeps one recovery point for each of 1 day, and at least 1 chain", Nothing with { Daily = 1 } },
        { "keeps one recovery point for each of 4 weeks and 2 years, and at least 1 chain", Nothing with { Weekly = 4, Yearly = 2 } },
        { "keeps any minute of the last 14 days, one recovery point for each of 7 days, 4 weeks and 12 months, and at least 2 chains", Nothing with { Window = TimeSpan.FromDays(14), Daily = 7, Weekly = 4, Monthly = 12, MinimumChains = 2 } },
    };

    /// <summary>What is said behind what is kept.</summary>
    public static TheoryData<string, RetentionPolicy> Saying => new()
    {
        { "; what is older than 400 days goes, whatever points ask for;", Nothing with { MaximumAge = TimeSpan.FromDays(400) } },
        { "; a file here goes only with 2 proven copies elsewhere, proven within 20 days;", Nothing with { Copies = 2, CopiesProvenWithin = TimeSpan.FromDays(20) } },
        { "; a file here goes only with 1 proven copy elsewhere, proven within 35 days;", Nothing with { Copies = 1 } },
        { "; a file here goes also without a copy elsewhere;", Nothing with { Copies = 0 } },
        { "; copy-only sets stay;", Nothing with { CopyOnly = SetTreatment.Keep } },
        { "; sets of other tools go as all others do;", Nothing with { Foreign = SetTreatment.AsOthers } },
        { "; a database without a new backup for 36 hours keeps its newest chains, and its points go by the calendar;", Nothing with { DroppedGrace = TimeSpan.FromHours(36) } },
        { "; all may go at once;", Nothing with { MaximumDelete = 1 } },
        { "; at most 12.5% of the chains go at once, and more only after it was refused on six days;", Nothing with { MaximumDelete = 0.125 } },
        { "; days begin by the clock of Europe/Berlin", Nothing with { Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") } },
    };

    [Theory]
    [MemberData(nameof(Keeping))]
    public void APolicy_SaysFirstWhatItKeeps(string sentence, RetentionPolicy policy) => Assert.Equal(sentence + Rest, RetentionText.Of(policy));

    [Theory]
    [MemberData(nameof(Saying))]
    public void APolicy_SaysAlsoWhatMayGo(string said, RetentionPolicy policy) => Assert.Contains(said, RetentionText.Of(policy), StringComparison.Ordinal);

    [Fact]
    public void CopiesAreAMatterOfThisMachineAlone() =>
        Assert.DoesNotContain("elsewhere", RetentionText.Of(Nothing with { Copies = 2 }, new RetentionPlace("hq")), StringComparison.Ordinal);

    /// <summary>Whatever differs is told: of two policies that are not the same, no sentence is.</summary>
    [Fact]
    public void PoliciesThatDiffer_HaveSentencesThatDiffer()
    {
        var policies = Enumerable.Range(0, 2000).Select(seed => new SomeRetentionFiles(seed).File().PolicyOf(RetentionPlace.Here)).Append(Nothing).ToHashSet();
        foreach (RetentionPolicy policy in policies.ToArray())
        {
            policies.Add(policy with { Window = TimeSpan.FromHours(5) });
            policies.Add(policy with { KeepLast = 41 });
            policies.Add(policy with { Daily = 42 });
            policies.Add(policy with { Weekly = 43 });
            policies.Add(policy with { Monthly = 44 });
            policies.Add(policy with { Yearly = 45 });
            policies.Add(policy with { MinimumChains = 46 });
            policies.Add(policy with { MaximumAge = TimeSpan.FromDays(47) });
            policies.Add(policy with { DroppedGrace = TimeSpan.FromDays(48) });
            policies.Add(policy with { Copies = 9, CopiesProvenWithin = TimeSpan.FromDays(49) });
            policies.Add(policy with { CopyOnly = 1 - policy.CopyOnly });
            policies.Add(policy with { Foreign = 1 - policy.Foreign });
            policies.Add(policy with { MaximumDelete = 0.51 });
            policies.Add(policy with { Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai") });
        }

        // Without copies elsewhere, nobody asks how old their proofs are.
        IEnumerable<RetentionPolicy> told = policies.Select(policy => policy.Copies == 0 ? policy with { CopiesProvenWithin = TimeSpan.FromDays(1) } : policy).Distinct();
        Assert.All(told.GroupBy(RetentionText.Of), same => Assert.Single(same));
    }

    [Fact]
    public void ASentence_IsTheSameInEveryCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        RetentionPolicy policy = Nothing with { KeepLast = 5000, MaximumDelete = 0.125 };
        string sentence = RetentionText.Of(policy);
        CultureInfo.CurrentCulture = new CultureInfo("de-DE") { NumberFormat = { NegativeSign = "~", NumberDecimalSeparator = "," } };
        try
        {
            Assert.Equal(sentence, RetentionText.Of(policy));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}

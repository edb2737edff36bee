using System.Text;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Policies;

namespace PosBackup.Engine.Tests.Retention.Policies;

public sealed class RetentionFileTests
{
    private const string Set = "5a0c4f0e-6b1b-4a39-9a0e-0d6f0c0a7b11";

    private static readonly RetentionPlace Hq = new("hq");

    [Fact]
    public void WhatIsWritten_ReadsAsTheSame()
    {
        for (int seed = 0; seed < 1000; seed++)
        {
            RetentionFile file = new SomeRetentionFiles(seed).File();
            file.Validate();
            RetentionFile again = RetentionReader.Read(RetentionWriter.Write(file), "retention.json");
            Assert.Equal(file.Policy, again.Policy);
            Assert.Equal(file.Targets, again.Targets);
            Assert.Equal(file.Holds, again.Holds);
        }
    }

    [Fact]
    public void EveryProperty_ReachesThePolicy()
    {
        RetentionPolicy policy = Read("""
            "policy": { "window": "14d", "keepLast": 3, "daily": 7, "weekly": 4, "monthly": 12, "yearly": 2, "minimumChains": 2, "maximumAge": "400d", "droppedGrace": "36h", "copies": 2,
              "copiesProvenWithin": "20d", "copyOnly": "keep", "foreign": "asOthers", "maximumDelete": "12.5%", "zone": "Europe/Berlin" }
            """).PolicyOf(RetentionPlace.Here);
        Assert.Equal(
            new RetentionPolicy
            {
                Window = TimeSpan.FromDays(14),
                KeepLast = 3,
                Daily = 7,
                Weekly = 4,
                Monthly = 12,
                Yearly = 2,
                MinimumChains = 2,
                MaximumAge = TimeSpan.FromDays(400),
                DroppedGrace = TimeSpan.FromHours(36),
                Copies = 2,
                CopiesProvenWithin = TimeSpan.FromDays(20),
                CopyOnly = SetTreatment.Keep,
                Foreign = SetTreatment.AsOthers,
                MaximumDelete = 0.125,
                Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
            },
            policy);
    }

    [Fact]
    public void WhatIsNotSaid_HasTheDefaultsOfThePolicy()
    {
        RetentionFile file = Read("");
        Assert.True(file.IsSilent);
        Assert.Equal(new RetentionPolicy(), file.PolicyOf(RetentionPlace.Here));
        Assert.Equal(new RetentionPolicy(), file.PolicyOf(Hq));
    }

    [Fact]
    public void ATarget_KeepsAsThisMachineButForWhatIsSaidOfIt()
    {
        RetentionFile file = Read("""
            "policy": { "window": "14d", "daily": 7, "maximumAge": "400d", "copies": 2, "copiesProvenWithin": "10d" }, "targets": { "HQ": { "window": null, "monthly": 84, "maximumAge": null }, "sticks": { } }
            """);
        var copies = new RetentionPolicy();
        Assert.Equal(new RetentionPolicy { Daily = 7, Monthly = 84, Copies = copies.Copies, CopiesProvenWithin = copies.CopiesProvenWithin }, file.PolicyOf(Hq));
        Assert.Equal(new RetentionPolicy { Window = TimeSpan.FromDays(14), Daily = 7, MaximumAge = TimeSpan.FromDays(400) }, file.PolicyOf(new RetentionPlace("sticks", "1A2B3C4D")));
        Assert.Equal(file.PolicyOf(new RetentionPlace("sticks")), file.PolicyOf(new RetentionPlace("another")));
    }

    [Fact]
    public void TermsThatAreSaidOnTop_ReplaceThoseOfEveryPlaceAndNoOthers()
    {
        RetentionFile file = Read(""" "policy": { "window": "14d", "daily": 7 }, "targets": { "hq": { "window": "30d", "monthly": 84 } } """)
            .With(new RetentionTerms { Window = new SpanLimit(TimeSpan.FromDays(3)), Copies = 3, CopiesProvenWithin = TimeSpan.FromDays(5) });
        file.Validate();
        Assert.Equal(new RetentionPolicy { Window = TimeSpan.FromDays(3), Daily = 7, Copies = 3, CopiesProvenWithin = TimeSpan.FromDays(5) }, file.PolicyOf(RetentionPlace.Here));
        Assert.Equal(new RetentionPolicy { Window = TimeSpan.FromDays(3), Daily = 7, Monthly = 84 }, file.PolicyOf(Hq));
    }

    [Fact]
    public void TermsOverTerms_AreTheSameAsOneAfterTheOther()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            var some = new SomeRetentionFiles(seed);
            (RetentionTerms one, RetentionTerms other, RetentionPolicy policy) = (some.Terms(), some.Terms(), some.Terms().Over(new RetentionPolicy()));
            Assert.Equal(one.Over(other.Over(policy)), one.Over(other).Over(policy));
        }
    }

    [Fact]
    public void ADay_IsHeldToItsEndInTheZoneOfThePolicy()
    {
        RetentionHold hold = Assert.Single(Read($$""" "policy": { "zone": "Asia/Shanghai" }, "holds": [ { "set": "{{Set}}", "reason": "audit", "until": "2027-01-31" } ] """).Holds);
        Assert.Equal(new DateTimeOffset(2027, 2, 1, 0, 0, 0, TimeSpan.FromHours(8)), hold.Until);
        Assert.Equal(("audit", Set), (hold.Reason, hold.SetGuid.ToString()));
    }

    [Theory]
    [InlineData(""" "policy": { "window": "14" } """, "the policy: 'window' is no span of time")]
    [InlineData(""" "policy": { "window": 14 } """, "the policy: 'window' is no span of time")]
    [InlineData(""" "policy": { "window": "99999999999999999999d" } """, "the policy: 'window' is no span of time")]
    [InlineData(""" "policy": { "window": "59m" } """, "the policy: 'window' must be 1h to 3650d")]
    [InlineData(""" "policy": { "window": "3601s" } """, "in whole minutes")]
    [InlineData(""" "policy": { "maximumAge": "36501d" } """, "the policy: 'maximumAge' must be 1d to 36500d")]
    [InlineData(""" "policy": { "droppedGrace": null } """, "the policy: 'droppedGrace' is no span of time")]
    [InlineData(""" "policy": { "copiesProvenWithin": "366d" } """, "the policy: 'copiesProvenWithin' must be 1h to 365d")]
    [InlineData(""" "policy": { "keepLast": -1 } """, "the policy: 'keepLast' must be 0 to 10000")]
    [InlineData(""" "policy": { "daily": 10001 } """, "the policy: 'daily' must be 0 to 10000")]
    [InlineData(""" "policy": { "weekly": 1e400 } """, "the policy: 'weekly' must be a whole number")]
    [InlineData(""" "policy": { "monthly": 99999999999999999999 } """, "the policy: 'monthly' must be a whole number")]
    [InlineData(""" "policy": { "yearly": 1001 } """, "the policy: 'yearly' must be 0 to 1000")]
    [InlineData(""" "policy": { "daily": "7" } """, "the policy: 'daily' must be a whole number")]
    [InlineData(""" "policy": { "daily": 1.5 } """, "the policy: 'daily' must be a whole number")]
    [InlineData(""" "policy": { "minimumChains": 0 } """, "the policy: 'minimumChains' must be 1 to 1000")]
    [InlineData(""" "policy": { "copies": 11 } """, "the policy: 'copies' must be 0 to 10")]
    [InlineData(""" "policy": { "copyOnly": "Keep" } """, "the policy: 'copyOnly' must be asOthers or keep")]
    [InlineData(""" "policy": { "foreign": true } """, "the policy: 'foreign' must be asOthers or keep")]
    [InlineData(""" "policy": { "maximumDelete": 0.5 } """, "the policy: 'maximumDelete' is no share")]
    [InlineData(""" "policy": { "maximumDelete": "0.5" } """, "the policy: 'maximumDelete' is no share")]
    [InlineData(""" "policy": { "maximumDelete": "-1%" } """, "the policy: 'maximumDelete' is no share")]
    [InlineData(""" "policy": { "maximumDelete": "0%" } """, "the policy: 'maximumDelete' must be 0.01% to 100%")]
    [InlineData(""" "policy": { "maximumDelete": "101%" } """, "the policy: 'maximumDelete' must be 0.01% to 100%")]
    [InlineData(""" "policy": { "zone": "Europe/Atlantis" } """, "the policy: 'zone' is no time zone")]
    [InlineData(""" "policy": { "zone": "../../../etc/passwd" } """, "the policy: 'zone' is no time zone")]
    [InlineData(""" "policy": { "zone": "\ud800" } """, "the policy: 'zone' is no time zone")]
    [InlineData(""" "policy": { "windows": "14d" } """, "the policy: unknown property 'windows'")]
    [InlineData(""" "policy": { "window": "14d", "window": "7d" } """, "the policy: 'window' is there twice")]
    [InlineData(""" "policy": [] """, "the policy must be an object")]
    [InlineData(""" "policy": {}, "policy": {} """, "'policy' is there twice")]
    [InlineData(""" "pins": [] """, "unknown property 'pins'")]
    [InlineData(""" "targets": [] """, "'targets' must be an object")]
    [InlineData(""" "targets": { "hq": 5 } """, "target 'hq' must be an object")]
    [InlineData(""" "targets": { "hq": {}, "HQ": {} } """, "'HQ' is there twice")]
    [InlineData(""" "targets": { "../hq": {} } """, "'../hq' is no name of a target")]
    [InlineData(""" "targets": { "\ud800": {} } """, "is no name of a target")]
    [InlineData(""" "targets": { "hq": { "copies": 1 } } """, "target 'hq': 'copies' and 'copiesProvenWithin' are about the files here")]
    [InlineData(""" "targets": { "hq": { "daily": -7 } } """, "target 'hq': 'daily' must be")]
    [InlineData(""" "holds": {} """, "'holds' must be an array")]
    [InlineData(""" "holds": [ 5 ] """, "hold 1 must be an object")]
    [InlineData(""" "holds": [ { "set": "5a0c4f0e-6b1b-4a39-9a0e-0d6f0c0a7b11" } ] """, "hold 1: 'reason' must be a text that is not empty")]
    [InlineData(""" "holds": [ { "set": "5a0c4f0e-6b1b-4a39-9a0e-0d6f0c0a7b11", "reason": " " } ] """, "hold 1: 'reason' must be a text that is not empty")]
    [InlineData(""" "holds": [ { "set": "5a0c4f0e-6b1b-4a39-9a0e-0d6f0c0a7b11", "reason": "a\u001bb" } ] """, "hold 1: 'reason' must have at most 1024 characters, none of them a control character")]
    [InlineData(""" "holds": [ { "set": "Shop.bak", "reason": "x" } ] """, "hold 1: 'set' must be the GUID of a backup set")]
    [InlineData(""" "holds": [ { "set": "00000000-0000-0000-0000-000000000000", "reason": "x" } ] """, "hold 1: 'set' must be the GUID of a backup set")]
    [InlineData(""" "holds": [ { "set": "5a0c4f0e-6b1b-4a39-9a0e-0d6f0c0a7b11", "reason": "x", "until": "31.1.2027" } ] """, "hold 1: 'until' is no end")]
    [InlineData(""" "holds": [ { "set": "5a0c4f0e-6b1b-4a39-9a0e-0d6f0c0a7b11", "reason": "x", "until": "2027-02-29" } ] """, "hold 1: 'until' is no end")]
    [InlineData(""" "holds": [ { "set": "5a0c4f0e-6b1b-4a39-9a0e-0d6f0c0a7b11", "reason": "x", "until": "2027-01-31T12:00:00" } ] """, "hold 1: 'until' is no end")]
    [InlineData(""" "holds": [ { "set": "5a0c4f0e-6b1b-4a39-9a0e-0d6f0c0a7b11", "reason": "x" }, { "set": "5A0C4F0E-6B1B-4A39-9A0E-0D6F0C0A7B11", "reason": "y" } ] """, "hold 2: its set has a hold before it")]
    public void AMistake_IsToldWithItsPlaceAndProperty(string properties, string told)
    {
        PosBackupException error = Assert.Throws<PosBackupException>(() => Read(properties));
        Assert.Equal(ErrorCode.RetentionFileInvalid, error.Code);
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Hint);
    }

    [Theory]
    [InlineData("{}", "the file has no 'schema'")]
    [InlineData("""{ "schema": 2 }""", "'schema' is 2")]
    [InlineData("[]", "the file must be an object")]
    [InlineData("", "it is no JSON")]
    [InlineData("""{ "schema": 1, }""", "it is no JSON")]
    public void WhatIsNoSuchFile_IsRefused(string json, string told)
    {
        PosBackupException error = Assert.Throws<PosBackupException>(() => RetentionReader.Read(Encoding.UTF8.GetBytes(json), "retention.json"));
        Assert.Equal(ErrorCode.RetentionFileInvalid, error.Code);
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AllMistakes_AreToldAtOnce()
    {
        string message = Assert.Throws<PosBackupException>(() => Read(""" "policy": { "window": "1m", "zone": "x" }, "targets": { "hq": { "daily": -1 } }, "holds": [ { "reason": "r" } ] """)).Message;
        foreach (string part in (string[])["the policy: 'window'", "the policy: 'zone'", "target 'hq': 'daily'", "hold 1: 'set'"])
            Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_TellsAllThatTheReaderWould()
    {
        var twice = new RetentionHold(Guid.NewGuid(), "x", Until: null);
        var file = new RetentionFile
        {
            Policy = new RetentionTerms { Daily = -1 },
            Targets = [new TargetTerms("h q", new RetentionTerms()), new TargetTerms("hq", new RetentionTerms { Copies = 1 }), new TargetTerms("HQ", new RetentionTerms())],
            Holds = [twice, twice, new RetentionHold(Guid.Empty, "", Until: null)],
        };
        PosBackupException error = Assert.Throws<PosBackupException>(file.Validate);
        Assert.Equal(ErrorCode.RetentionFileInvalid, error.Code);
        foreach (string part in (string[])["policy: 'daily'", "'h q' is no name", "hq: 'copies'", "hq is there twice", "'set' must be", "'reason' must not be empty", $"two holds on {twice.SetGuid}"])
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    private static RetentionFile Read(string properties) =>
        RetentionReader.Read(Encoding.UTF8.GetBytes($$"""{ "schema": 1{{(properties.Length == 0 ? "" : ",")}} {{properties}} }"""), "retention.json");
}

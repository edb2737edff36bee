using System.Globalization;
using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Parameters;
using PosBackup.PowerShell.Pipeline;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Targets;

/// <summary>A cmdlet that defines a target: what can be said of one whatever kind it is.</summary>
public abstract class TargetTermsCommand : PosBackupCommand
{
    /// <summary>What proves a copy after its upload. By default Sample.</summary>
    [Parameter]
    public ProofDepth? VerifyDepth { get; set; }

    /// <summary>Files up to this many bytes are always read back whole. By default 64MB.</summary>
    [Parameter]
    public long? WholeUpTo { get; set; }

    /// <summary>Random blocks of 1MB of a sample, beside head and tail. By default 16.</summary>
    [Parameter]
    public int? Blocks { get; set; }

    /// <summary>A copy of which only parts were read back is read back whole within this time, in whole days: 1d to 3650d. By default 30d.</summary>
    [Parameter]
    [SpanTransformation]
    public TimeSpan? WholeWithin { get; set; }

    /// <summary>Limit of speed in bytes a second, 1KB or more. By default none.</summary>
    [Parameter]
    public long? Rate { get; set; }

    /// <summary>With -Rate: times of day without the limit, such as 22:00-07:00, by the clock of this machine.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? FullSpeed { get; set; }

    /// <summary>The account may only add there; nothing is removed or replaced by it.</summary>
    [Parameter]
    public SwitchParameter AppendOnly { get; set; }

    /// <summary>Its clock is wrong and cannot be set: what expires is not held back by it.</summary>
    [Parameter]
    public SwitchParameter IgnoreClock { get; set; }

    /// <summary>What of it goes into the definition.</summary>
    private protected JsonObject TermsBody() => new()
    {
        ["verify"] = Verification(),
        ["throttle"] = Throttle(),
        ["appendOnly"] = AppendOnly ? true : null,
        ["ignoreClock"] = IgnoreClock ? true : null,
    };

    private JsonObject? Verification() => VerifyDepth is null && WholeUpTo is null && Blocks is null && WholeWithin is null
        ? null
        : new() { ["depth"] = VerifyDepth, ["wholeUpTo"] = WholeUpTo?.ToString(CultureInfo.InvariantCulture), ["blocks"] = Blocks, ["wholeWithin"] = SpanTransformationAttribute.Write(WholeWithin) };

    private JsonObject? Throttle() => Rate is null && FullSpeed is null ? null : new() { ["rate"] = Rate?.ToString(CultureInfo.InvariantCulture), ["fullSpeed"] = FullSpeed };
}

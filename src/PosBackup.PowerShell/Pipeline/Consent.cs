using System.Management.Automation.Host;

namespace PosBackup.PowerShell.Pipeline;

/// <summary>
/// What the caller has said about questions: by -WhatIf and -Confirm, else by the preferences of the session. It is for the two cases that ShouldProcess alone does not have:
/// a question that -Force takes away, and an act that is dangerous only this time.
/// </summary>
/// <param name="cmdlet">The cmdlet.</param>
internal sealed class Consent(PSCmdlet cmdlet)
{
    /// <summary>Whether nothing may be done, only told.</summary>
    public bool IsWhatIf => Given("WhatIf") ?? Truth(cmdlet.GetVariableValue("WhatIfPreference"));

    /// <summary>What -Confirm says; null when it is not given.</summary>
    public bool? Confirm => Given("Confirm");

    /// <summary>Whether an act of high impact is asked about, and one of medium impact is not: then ShouldProcess has not asked, and somebody has to.</summary>
    public bool IsOnlyHighAsked => Confirm is null && cmdlet.GetVariableValue("ConfirmPreference") is { } preference
        && string.Equals(preference.ToString(), nameof(ConfirmImpact.High), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a question failed because nobody can be asked: a host without a console, PowerShell with -NonInteractive, or a host that never made the question.</summary>
    /// <param name="e">What the question threw.</param>
    public static bool SaysThatNobodyIsThere(Exception e) => e is HostException or PSInvalidOperationException or PSNotSupportedException or NotImplementedException;

    private static bool Truth(object? value) => value is not null && LanguagePrimitives.IsTrue(value);

    private bool? Given(string parameter) => cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out object? value) ? LanguagePrimitives.IsTrue(value) : null;
}

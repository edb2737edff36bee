using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Transfers.Planning;

/// <summary>
/// When a copy is read back whole: again when the last time is as many days ago as the definition says; for the first time on a day of that span that its hash names,
/// so that a thousand copies of one night do not all come due on one other. What lies still may rot.
/// </summary>
internal static class WholeProof
{
    private const int HashDigits = 8;

    public static bool IsDue(BackupCopy copy, VerificationDefinition verification, DateTimeOffset now)
    {
        if (verification.WholeWithinDays is not { } days)
            return false;
        if (copy.WholeAt is { } whole && whole <= now)
            return now - whole >= TimeSpan.FromDays(days);

        if (copy.ShippedAt > now)
            return true; // a clock was wrong, then or now: nobody knows the age

        uint draw = uint.Parse(copy.Sha256.AsSpan(0, HashDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return now - copy.ShippedAt >= TimeSpan.FromDays(1 + (draw % (uint)days));
    }
}

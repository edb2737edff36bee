using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Transfers.Planning;

/// <summary>
/// When a copy that was only sampled is read back whole: on a day of the allowed span that its hash names, so that a thousand copies of one night do not all
/// come due on one other.
/// </summary>
internal static class WholeProof
{
    private const int HashDigits = 8;

    public static bool IsDue(BackupCopy copy, VerificationDefinition verification, DateTimeOffset now)
    {
        if (verification.WholeWithinDays is not { } days || copy.WholeAt is not null)
            return false;

        uint draw = uint.Parse(copy.Sha256.AsSpan(0, HashDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return now - copy.ShippedAt >= TimeSpan.FromDays(1 + (draw % (uint)days));
    }
}

using System.Globalization;
using System.Security.Cryptography;

namespace PosBackup.Engine.Retention.Policies;

/// <summary>What the catalog knows of the file of holds, so that one that is gone, put back or cut does not pass for one without holds.</summary>
/// <param name="Revision">Of the newest that was seen.</param>
/// <param name="Sha256">SHA-256 of what it said, whatever its layout; lower-case hexadecimal.</param>
/// <param name="Count">How many holds were in it.</param>
internal sealed record KnownHolds(int Revision, string Sha256, int Count)
{
    public static KnownHolds Of(HoldFile file) => new(file.Revision, Convert.ToHexStringLower(SHA256.HashData(HoldFileText.Write(file).Span)), file.Holds.Count);

    /// <summary>What speaks against a file; null when it is the one that is known, or a newer one.</summary>
    /// <param name="file">What is in it; null when it is not there.</param>
    public string? Objection(HoldFile? file) => file switch
    {
        null => Count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"it is gone, with {CountText.Of(Count, "hold")} in it"),
        _ when file.Revision < Revision => string.Create(CultureInfo.InvariantCulture, $"it is an old one, revision {file.Revision} with {CountText.Of(file.Holds.Count, "hold")}; the newest is {Revision} with {CountText.Of(Count, "hold")}"),
        _ when file.Revision == Revision && Of(file) != this => string.Create(CultureInfo.InvariantCulture, $"it was changed by hand: revision {Revision} was another, with {CountText.Of(Count, "hold")}, and has {CountText.Of(file.Holds.Count, "hold")} now"),
        _ => null,
    };
}

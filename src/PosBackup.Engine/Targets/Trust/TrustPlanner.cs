namespace PosBackup.Engine.Targets.Trust;

/// <summary>
/// What would be trusted, of what is pinned and what the server offers.
/// <code>
/// pinned   offered      state
/// nothing  A B          First      pin A, the best
/// A        A B          Unchanged  nothing to do
/// A B      A            Unchanged  no longer trust B, unless 'add' keeps it: the server does not offer it any more
/// A        B            Changed    pin B instead of A, or with 'add' beside it
/// A        A B, B by fingerprint   Added   pin B instead of A, or beside it
/// </code>
/// </summary>
public static class TrustPlanner
{
    /// <summary>Plans.</summary>
    /// <param name="pinned">What the definition trusts.</param>
    /// <param name="offered">What the server offers now, the best first.</param>
    /// <param name="fingerprint">The only one that may be trusted, from a source that is; null for the best offered.</param>
    /// <param name="add">Keeps what is pinned beside the new one: a planned change of keys.</param>
    /// <exception cref="PosBackupException"><see cref="ErrorCode.HostNotTrusted"/>: the server offers nothing, or nothing of that fingerprint.</exception>
    public static TrustPlan Plan(IReadOnlyList<string> pinned, IReadOnlyList<OfferedIdentity> offered, string? fingerprint, bool add)
    {
        ArgumentNullException.ThrowIfNull(pinned);
        ArgumentNullException.ThrowIfNull(offered);
        if (offered.Count == 0)
            throw new PosBackupException(ErrorCode.HostNotTrusted, "the server offers no host key and no certificate", "check host and port");

        OfferedIdentity? known = offered.FirstOrDefault(identity => pinned.Any(pin => IsSame(pin, identity.Pin)));
        OfferedIdentity chosen = fingerprint is null ? known ?? offered[0] : offered.FirstOrDefault(identity => IsFingerprint(identity.Fingerprint, fingerprint)) ?? throw Refused(offered, fingerprint);
        bool isPinned = pinned.Any(pin => IsSame(pin, chosen.Pin));
        TrustState state = pinned.Count == 0 ? TrustState.First
            : isPinned ? TrustState.Unchanged
            : known is null ? TrustState.Changed
            : TrustState.Added;
        return new TrustPlan
        {
            State = state,
            Chosen = chosen,
            Offered = offered,
            Before = pinned,
            After = isPinned ? add ? pinned : [.. pinned.Where(pin => offered.Any(identity => IsSame(pin, identity.Pin)))] : add ? [chosen.Pin, .. pinned] : [chosen.Pin],
        };
    }

    private static PosBackupException Refused(IReadOnlyList<OfferedIdentity> offered, string fingerprint) => new(
        ErrorCode.HostNotTrusted,
        $"{offered[0].Server} does not offer {fingerprint}, but {string.Join(", ", offered.Select(identity => $"{identity.Kind} {identity.Fingerprint}"))}; nothing was changed",
        "ask the server's administrator: either the fingerprint is of another server or key, or somebody stands between you and the server");

    private static bool IsSame(string pin, string other) => IsHexadecimal(pin) ? string.Equals(pin, other, StringComparison.OrdinalIgnoreCase) : string.Equals(pin, other, StringComparison.Ordinal);

    /// <summary>Base64 has two cases, hexadecimal has one; administrators' tools write it with colons.</summary>
    private static bool IsFingerprint(string fingerprint, string given) => fingerprint.StartsWith("SHA256:", StringComparison.Ordinal)
        ? string.Equals(fingerprint.TrimEnd('='), given.TrimEnd('='), StringComparison.Ordinal)
        : string.Equals(fingerprint, given.Replace(":", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    private static bool IsHexadecimal(string pin) => pin.All(char.IsAsciiHexDigit);
}

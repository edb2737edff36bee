namespace PosBackup.Engine.Backups;

/// <summary>How far a media file may grow by appending before the next set gets a new file.</summary>
public sealed record MediaCaps
{
    /// <summary>Most sets in one file, 1 to 10,000. Defaults to 64.</summary>
    public int Sets { get; init; } = 64;

    /// <summary>Bytes after which nothing is appended any more, over all stripes; 1 MiB or more. Defaults to 16 GiB.</summary>
    public long Bytes { get; init; } = 16L << 30;

    /// <summary>Age of the first set after which nothing is appended any more; 1 minute or more. Defaults to 7 days.</summary>
    public TimeSpan Age { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Checks ranges.</summary>
    /// <exception cref="PosBackupException">InvalidOption, naming the cap, its value and its range.</exception>
    public void Validate()
    {
        if (Sets is < 1 or > 10_000)
            throw Invalid($"cap of {Sets} sets is out of range", "It may be 1 to 10000.");

        if (Bytes < 1 << 20)
            throw Invalid($"cap of {CountText.Of(Bytes, "byte")} is out of range", "It may be 1 MiB or more.");

        if (Age < TimeSpan.FromMinutes(1))
            throw Invalid($"cap of {Age} age is out of range", "It may be 1 minute or more.");
    }

    private static PosBackupException Invalid(string message, string hint) => new(ErrorCode.InvalidOption, message, hint);
}

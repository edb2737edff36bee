namespace PosBackup.Engine.Targets;

/// <summary>What a connected target says of itself.</summary>
public sealed record TargetDescription
{
    /// <summary>What it can do.</summary>
    public required TargetFeatures Features { get; init; }

    /// <summary>The place in words a person recognises: program, version, address, volume. Comes from outside; print it with care.</summary>
    public required string Product { get; init; }

    /// <summary>Bytes that this account may still write; null when the target does not tell.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>Identity of the medium behind the name where media are changed (the serial of a USB drive); null when it is always the same.</summary>
    /// <remarks>Copies on two media of one target are two copies.</remarks>
    public string? Medium { get; init; }

    /// <summary>What the definition calls the medium (<c>stick B</c>); null where <see cref="Medium"/> is.</summary>
    public string? MediumName { get; init; }

    /// <summary>The folder of this machine that the target is; null where it is no folder. What lies in it lies at the target, and not here as well.</summary>
    public string? LocalFolder { get; init; }

    /// <summary>More that is worth knowing, a line each: extensions, ciphers, limits.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>Whether the target can do all of these.</summary>
    public bool Can(TargetFeatures features) => (Features & features) == features;
}

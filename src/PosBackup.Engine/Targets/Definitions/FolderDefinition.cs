using PosBackup.Engine.Secrets;

namespace PosBackup.Engine.Targets.Definitions;

/// <summary>A folder: local, on a share, or on removable drives that take turns.</summary>
public sealed record FolderDefinition : TargetDefinition
{
    /// <summary>Full path; with <see cref="Volumes"/> a path on the volume, from its root (<c>PosBackup</c>).</summary>
    public required string Path { get; init; }

    /// <summary>Removable drives that take turns, each by serial or label; empty for a folder that is always there.</summary>
    public IReadOnlyList<VolumeDefinition> Volumes { get; init; } = [];

    /// <summary>User for a share (<c>DOMAIN\user</c>), on Windows; null for the account that runs.</summary>
    public string? User { get; init; }

    /// <summary>Where the password of <see cref="User"/> is.</summary>
    public SecretReference? Password { get; init; }

    /// <inheritdoc/>
    public override string Kind => "folder";

    /// <inheritdoc/>
    public override string Address => Volumes.Count == 0 ? Path : $"{Path} on {string.Join(" or ", Media)}";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Media => Volumes.Count == 0 ? base.Media : [.. Volumes.Select(volume => volume.Name)];
}

/// <summary>A removable drive. Exactly one of serial and label is given.</summary>
public sealed record VolumeDefinition
{
    /// <summary>What people call it: <c>stick B</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Serial of the volume: 8 hexadecimal digits with or without a hyphen (FAT, exFAT, NTFS in Windows' short form), or a UUID.</summary>
    public string? Serial { get; init; }

    /// <summary>Label of the volume, to the letter but for case.</summary>
    public string? Label { get; init; }

    /// <summary>After how many days without it the run warns. 8; 1 to 3,650; null for never.</summary>
    public int? ExpectedEveryDays { get; init; } = 8;
}

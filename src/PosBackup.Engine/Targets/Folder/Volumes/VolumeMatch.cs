using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Targets.Folder.Volumes;

/// <summary>A drive of the definition that is in.</summary>
/// <param name="Definition">Which of the drives that take turns.</param>
/// <param name="Volume">Where it is.</param>
internal sealed record VolumeMatch(VolumeDefinition Definition, MountedVolume Volume)
{
    /// <summary>What <see cref="TargetDescription.Medium"/> says: the serial, which no two drives share, else the label.</summary>
    public string Medium => Volume.Serial ?? Volume.Label ?? Definition.Name;

    /// <summary>
    /// Finds the drives of the definition among those of the machine.
    /// <para>A serial is compared without hyphens and case, a label without case. One definition that fits two volumes is an error, for nobody could say which
    /// copy lies where. The same volume mounted twice (a bind mount) is one. Several drives that are in: the first of the definition.</para>
    /// </summary>
    /// <exception cref="TargetException"><see cref="TargetFailure.Config"/>: two volumes fit one definition. <see cref="TargetFailure.Unreachable"/>: none is in.</exception>
    public static VolumeMatch Choose(string target, IReadOnlyList<VolumeDefinition> definitions, IReadOnlyList<MountedVolume> mounted)
    {
        foreach (VolumeDefinition definition in definitions)
        {
            MountedVolume[] fitting = [.. mounted.Where(volume => Fits(definition, volume)).DistinctBy(volume => volume.Serial is null ? volume.Root : Plain(volume.Serial), StringComparer.Ordinal)];
            if (fitting.Length > 1)
                throw Ambiguous(target, definition, fitting);
            if (fitting.Length == 1)
                return new VolumeMatch(definition, fitting[0]);
        }

        throw new TargetException(
            TargetFailure.Unreachable,
            $"target {target}: none of its drives is in: {string.Join(", ", definitions.Select(Describe))}; found instead: {(mounted.Count == 0 ? "no volume with a serial or label" : string.Join(", ", mounted))}",
            "plug one of the drives in and let the system mount it; if it is in, compare its serial and label with the definition");
    }

    /// <summary>Whether a volume is the one that a definition means.</summary>
    public static bool Fits(VolumeDefinition definition, MountedVolume volume) =>
        definition.Serial is { } serial
            ? volume.Serial is { } found && string.Equals(Plain(serial), Plain(found), StringComparison.Ordinal)
            : definition.Label is { } label && string.Equals(label, volume.Label, StringComparison.OrdinalIgnoreCase);

    private static string Plain(string serial) => serial.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    private static string Describe(VolumeDefinition volume) => volume.Serial is { } serial ? $"{volume.Name} (serial {serial})" : $"{volume.Name} (label {volume.Label})";

    private static TargetException Ambiguous(string target, VolumeDefinition definition, MountedVolume[] fitting) =>
        new(
            TargetFailure.Config,
            $"target {target}: {Describe(definition)} fits {fitting.Length} volumes: {string.Join(", ", (object[])fitting)}",
            "name the drive by its serial in the definition, or take the other drive out");
}

namespace PosBackup.Engine.Targets.Folder.Volumes;

/// <summary>The volumes that this machine has at the moment. No letter of a drive is ever part of the question or the answer.</summary>
internal interface IVolumeLookup
{
    /// <summary>Volumes with a serial or a label that can be written to by way of a folder.</summary>
    IReadOnlyList<MountedVolume> Find();

    /// <summary>Whether the volume is still the one under its root. Cheap: it is asked before and after a file is opened.</summary>
    bool IsPresent(MountedVolume volume);
}

/// <summary>A volume as it is now.</summary>
/// <param name="Root">Folder of the volume's root.</param>
/// <param name="Identity">Tells this mounting of it from any later one under the same folder.</param>
/// <param name="Serial">Serial or UUID as the system writes it; null when unknown.</param>
/// <param name="Label">Label; null when it has none.</param>
internal sealed record MountedVolume(string Root, string Identity, string? Serial, string? Label)
{
    /// <summary>For a person: label, serial and place, as far as there are any.</summary>
    public override string ToString() => string.Join(' ', new[] { Label, Serial is null ? null : $"({Serial})", $"at {Root}" }.Where(part => part is not null));
}

namespace PosBackup.Engine.Targets.Definitions.Rules;

/// <summary>What has to hold in the definition of a folder.</summary>
internal static class FolderRules
{
    private const int SerialDigits = 8;

    /// <summary>All that is wrong.</summary>
    public static IEnumerable<DefinitionMistake> Of(FolderDefinition folder)
    {
        foreach (DefinitionMistake mistake in (IEnumerable<DefinitionMistake>)[.. TextRules.Filled("path", folder.Path), .. TextRules.Filled("user", folder.User)])
            yield return mistake;

        bool isFull = IsFull(folder.Path);
        if (folder.Volumes.Count == 0 && !isFull)
            yield return new("path", "must be a full path, such as D:\\Copies, \\\\server\\share\\copies or /mnt/copies");
        if (folder.Volumes.Count > 0 && (isFull || folder.Path.Split('/', '\\').Contains("..", StringComparer.Ordinal)))
            yield return new("path", "must be the path on the drive, from its root and without its letter, such as PosBackup");
        if (folder.User is null != folder.Password is null)
            yield return new(folder.User is null ? "user" : "password", "is missing: a share needs both or none");
        if (folder.Volumes.Select(volume => volume.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count() < folder.Volumes.Count)
            yield return new("volumes", "has a name twice");

        foreach ((int i, VolumeDefinition volume) in folder.Volumes.Index())
        {
            foreach (DefinitionMistake mistake in OfVolume(volume, $"volumes[{i}]"))
                yield return mistake;
        }
    }

    private static IEnumerable<DefinitionMistake> OfVolume(VolumeDefinition volume, string where)
    {
        if (volume.Serial is null == volume.Label is null)
            yield return new(where, "must have one of 'serial' and 'label', and not both");
        if (volume.Serial is { } serial && !IsSerial(serial))
            yield return new($"{where}.serial", "must be 8 hexadecimal digits, such as 1A2B-3C4D, or a UUID");

        foreach (DefinitionMistake mistake in (IEnumerable<DefinitionMistake>)
            [.. TextRules.Filled($"{where}.name", volume.Name), .. TextRules.Filled($"{where}.label", volume.Label), .. TextRules.Days($"{where}.expectedEvery", volume.ExpectedEveryDays)])
            yield return mistake;
    }

    private static bool IsSerial(string serial)
    {
        string digits = serial is { Length: SerialDigits + 1 } && serial[4] == '-' ? serial.Remove(4, 1) : serial;
        return (digits.Length == SerialDigits && digits.All(char.IsAsciiHexDigit)) || Guid.TryParseExact(serial, "D", out _);
    }

    /// <summary>Of either system: a file that is written on one is read on the other.</summary>
    private static bool IsFull(string path) => path is ['/', ..] or ['\\', '\\', _, ..] || (path is [var letter, ':', '\\' or '/', ..] && char.IsAsciiLetter(letter));
}

using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Parameters;

namespace PosBackup.PowerShell.Targets;

/// <summary>A removable drive as it is written on the command line: <c>stick A=serial:1A2B-3C4D</c>, <c>stick B=label:POS-B</c>.</summary>
internal static class VolumeText
{
    /// <summary>The drive in a definition.</summary>
    /// <param name="text">The text.</param>
    /// <param name="expectedEvery">After how long without it to warn; null for the engine's default.</param>
    /// <exception cref="PosBackupException">InvalidOption: the text is no drive.</exception>
    public static JsonObject Read(string text, TimeSpan? expectedEvery)
    {
        int equals = text.IndexOf('=');
        int colon = text.IndexOf(':', equals + 1);
        string by = equals > 0 && colon > equals ? text.Substring(equals + 1, colon - equals - 1) : "";
        return by is "serial" or "label"
            ? new() { ["name"] = text.Substring(0, equals), [by] = text.Substring(colon + 1), ["expectedEvery"] = SpanTransformationAttribute.Write(expectedEvery) }
            : throw new PosBackupException("InvalidOption", $"'{text}' is no drive", "write it as 'stick A=serial:1A2B-3C4D' or 'stick B=label:POS-B'");
    }
}

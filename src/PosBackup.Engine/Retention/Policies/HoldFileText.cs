using PosBackup.Engine.StrictJson;

namespace PosBackup.Engine.Retention.Policies;

/// <summary>The file of holds as JSON: read strictly, with all its mistakes told at once.</summary>
internal static class HoldFileText
{
    public static StrictFile Format { get; } = new()
    {
        What = "file of holds",
        Invalid = ErrorCode.HoldFileInvalid,
        Hint = "correct the file, or put back a copy of it; where neither can be done, move it away and let 'posbackup hold confirm' begin an empty one, into which 'posbackup hold add' puts the holds anew; nothing is expired until then",
        AccessHint = "see that this account may read the file; nothing is expired until it can be read",
    };

    /// <exception cref="PosBackupException"><see cref="ErrorCode.HoldFileInvalid"/>.</exception>
    public static HoldFile Read(ReadOnlyMemory<byte> json, string path) => Format.Parse(json, path, (root, mistakes) =>
    {
        var properties = Properties.Of(root, "the file", ["schema", "revision", "holds"], mistakes);
        if (!properties.IsObject)
            return new HoldFile();

        properties.RequireSchema(HoldFile.CurrentSchema);
        int? revision = new PropertyValues(properties).Number("revision");
        if (revision is not > 0)
            properties.Mistake("revision", "must be a whole number, at least 1, that grows with each change");
        if (properties.Find("holds") is not { } holds)
        {
            properties.Mistake("holds", "must be an array; an empty one holds nothing");
            return new HoldFile();
        }

        return new HoldFile { Revision = revision ?? 0, Holds = [.. HoldElements.Read(holds, TimeZoneInfo.Local, mistakes)] };
    });

    public static ReadOnlyMemory<byte> Write(HoldFile file) => WrittenFile.Of(HoldFile.CurrentSchema, json =>
    {
        json.WriteNumber("revision", file.Revision);
        HoldElements.Write(json, file.Holds, zone: null);
    });
}

using System.Text.Json;
using PosBackup.Engine.StrictJson;
using PosBackup.Engine.Targets.Definitions.Rules;

namespace PosBackup.Engine.Targets.Definitions;

/// <summary>Reads a file of targets strictly, and tells all its mistakes at once, each with its target and property.</summary>
internal sealed class TargetReader
{
    private readonly Mistakes _mistakes;
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    private TargetReader(Mistakes mistakes) => _mistakes = mistakes;

    /// <summary>The file that is read.</summary>
    public static StrictFile Format { get; } = new()
    {
        What = "file of targets",
        Invalid = ErrorCode.TargetFileInvalid,
        Hint = "correct the file; posbackup target add writes one",
        AccessHint = "check the path, and that this account may read the file; posbackup target add makes one",
        MayHoldSecrets = true,
    };

    /// <exception cref="PosBackupException"><see cref="ErrorCode.TargetFileInvalid"/>.</exception>
    public static TargetFile Read(ReadOnlyMemory<byte> json, string path, string store) =>
        Format.Parse(json, path, (root, mistakes) => new TargetReader(mistakes).File(root, store));

    /// <exception cref="PosBackupException"><see cref="ErrorCode.TargetFileInvalid"/>.</exception>
    public static TargetDefinition ReadOne(JsonElement element)
    {
        var mistakes = new Mistakes();
        TargetDefinition? target = new TargetReader(mistakes).One(element, "target");
        return target is not null && !mistakes.Any ? target : throw new PosBackupException(ErrorCode.TargetFileInvalid, $"this is no definition of a target: {mistakes.Told()}", "correct what is named");
    }

    private TargetFile File(JsonElement root, string store)
    {
        var properties = Properties.Of(root, "the file", ["schema", "store", "targets"], _mistakes);
        properties.RequireSchema(TargetFile.CurrentSchema);
        string name = new PropertyValues(properties).Text("store") ?? store;
        if (!TargetRules.IsStore(name) && !properties.HasMistake("store"))
            _mistakes.Add(TargetFile.StoreRule);
        if (properties.Find("targets") is { ValueKind: JsonValueKind.Array } targets)
            return new TargetFile { Store = name, Targets = All(targets) };

        _mistakes.Add("'targets' must be an array");
        return new TargetFile { Store = name };
    }

    private TargetDefinition[] All(JsonElement elements)
    {
        TargetDefinition[] targets = [.. elements.EnumerateArray().Select((element, i) => One(element, $"target {i + 1}")).OfType<TargetDefinition>()];
        if (!_mistakes.Any)
        {
            foreach ((TargetDefinition target, TargetDefinition before) in AddressRules.Shared(targets))
                _mistakes.Add($"target '{target.Name}': {AddressRules.Rule(before)}");
        }

        return targets;
    }

    private TargetDefinition? One(JsonElement element, string where)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            _mistakes.Add($"{where} must be an object in braces");
            return null;
        }

        if (Peek(element, "name") is { } called && TargetRules.IsName(called))
            where += $" '{called}'";

        TargetDefinition? target = Peek(element, "kind") switch
        {
            "folder" => TargetKinds.Folder(Known(element, where, TargetNames.Folder)),
            "sftp" => TargetKinds.Sftp(Known(element, where, [.. TargetNames.Endpoint, .. TargetNames.Sftp])),
            "ftp" => TargetKinds.Ftp(Known(element, where, TargetNames.Ftp)),
            _ => null,
        };
        if (target is null)
        {
            _mistakes.Add(where, "kind", "must be one of folder, sftp, ftp");
            return null;
        }

        foreach (DefinitionMistake mistake in TargetRules.Of(target))
            _mistakes.Add(where, mistake.Property, mistake.What);
        if (TargetRules.IsName(target.Name) && !_names.Add(target.Name))
            _mistakes.Add($"{where}: 'name' is taken by a target before it");

        return target;
    }

    private Properties Known(JsonElement element, string where, string[] names) => Properties.Of(element, where, [.. TargetNames.Shared, .. names], _mistakes);

    private static string? Peek(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? JsonText.Of(value) : null;
}

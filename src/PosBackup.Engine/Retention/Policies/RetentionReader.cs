using System.Text.Json;
using PosBackup.Engine.StrictJson;
using PosBackup.Engine.Targets.Definitions.Rules;

namespace PosBackup.Engine.Retention.Policies;

/// <summary>Reads a file of retention strictly, and tells all its mistakes at once, each with its place and property.</summary>
internal sealed class RetentionReader
{
    private readonly Mistakes _mistakes;

    private RetentionReader(Mistakes mistakes) => _mistakes = mistakes;

    /// <summary>The file that is read.</summary>
    public static StrictFile Format { get; } = new()
    {
        What = "file of retention",
        Invalid = ErrorCode.RetentionFileInvalid,
        Hint = "correct the file; nothing is expired until it can be read",
        AccessHint = "check the path, and that this account may read the file",
    };

    /// <exception cref="PosBackupException"><see cref="ErrorCode.RetentionFileInvalid"/>.</exception>
    public static RetentionFile Read(ReadOnlyMemory<byte> json, string path) => Format.Parse(json, path, (root, mistakes) => new RetentionReader(mistakes).File(root));

    private RetentionFile File(JsonElement root)
    {
        var properties = Properties.Of(root, "the file", ["schema", "policy", "targets", "holds"], _mistakes);
        if (!properties.IsObject)
            return new RetentionFile();

        properties.RequireSchema(RetentionFile.CurrentSchema);
        RetentionTerms policy = properties.Find("policy") is { } found ? Terms(found, "the policy") : new RetentionTerms();
        return new RetentionFile
        {
            Policy = policy,
            Targets = properties.Find("targets") is { } targets ? [.. Targets(targets)] : [],
            Holds = properties.Find("holds") is { } holds ? [.. HoldElements.Read(holds, policy.Zone ?? TimeZoneInfo.Local, _mistakes)] : [],
        };
    }

    private IEnumerable<TargetTerms> Targets(JsonElement targets)
    {
        if (targets.ValueKind != JsonValueKind.Object)
        {
            _mistakes.Add("'targets' must be an object in braces, with the names of targets as its properties");
            yield break;
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty property in targets.EnumerateObject())
        {
            string name = JsonText.NameOf(property);
            if (!TargetRules.IsName(name))
                _mistakes.Add($"targets: '{name}' is no name of a target");
            else if (!names.Add(name))
                _mistakes.Add($"targets: '{name}' is there twice");
            else
                yield return Target(name, property.Value);
        }
    }

    private TargetTerms Target(string name, JsonElement element)
    {
        string where = $"target '{name}'";
        RetentionTerms terms = Terms(element, where);
        if (terms is not { Copies: null, CopiesProvenWithin: null })
            _mistakes.Add($"{where}: {RetentionFile.CopiesRule}");
        return new TargetTerms(name, terms);
    }

    private RetentionTerms Terms(JsonElement element, string where)
    {
        var properties = Properties.Of(element, where, [.. PolicyProperty.All.Select(property => property.Name)], _mistakes);
        var values = new PropertyValues(properties);
        var own = new RetentionValues(properties);
        var terms = new RetentionTerms
        {
            Window = own.Limit(PolicyProperty.Window.Name),
            KeepLast = values.Number(PolicyProperty.KeepLast.Name),
            Daily = values.Number(PolicyProperty.Daily.Name),
            Weekly = values.Number(PolicyProperty.Weekly.Name),
            Monthly = values.Number(PolicyProperty.Monthly.Name),
            Yearly = values.Number(PolicyProperty.Yearly.Name),
            MinimumChains = values.Number(PolicyProperty.MinimumChains.Name),
            MaximumAge = own.Limit(PolicyProperty.MaximumAge.Name),
            DroppedGrace = own.Span(PolicyProperty.DroppedGrace.Name),
            Copies = values.Number(PolicyProperty.Copies.Name),
            CopiesProvenWithin = own.Span(PolicyProperty.CopiesProvenWithin.Name),
            CopyOnly = own.Treatment(PolicyProperty.CopyOnly.Name),
            Foreign = own.Treatment(PolicyProperty.Foreign.Name),
            MaximumDelete = own.Share(PolicyProperty.MaximumDelete.Name),
            Zone = own.Zone(PolicyProperty.Zone.Name),
        };
        foreach (PolicyMistake mistake in terms.Mistakes())
            properties.Mistake(mistake.Property.Name, $"must be {mistake.Must}");
        return terms;
    }
}

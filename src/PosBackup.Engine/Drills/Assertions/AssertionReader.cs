using System.Text.Json;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Drills.Assertions;

/// <summary>Reads a file of assertions strictly, and tells all its mistakes at once, each with its assertion and property.</summary>
internal sealed class AssertionReader
{
    private const int LongestName = 128;
    private const int MistakesTold = 20;

    private readonly List<string> _mistakes = [];
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <exception cref="PosBackupException"><see cref="ErrorCode.AssertionFileInvalid"/>.</exception>
    public static AssertionFile Read(ReadOnlyMemory<byte> json, string path)
    {
        if (json.Span.StartsWith(ByteOrderMark))
            json = json[ByteOrderMark.Length..];

        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            var reader = new AssertionReader();
            Assertion[] assertions = reader.File(document.RootElement);
            return reader._mistakes.Count == 0 ? new AssertionFile { Assertions = assertions } : throw Invalid(path, Told(reader._mistakes));
        }
        catch (JsonException e)
        {
            throw Invalid(path, $"it is no JSON: {e.Message}", e);
        }
    }

    private Assertion[] File(JsonElement root)
    {
        var properties = Properties.Of(root, "the file", ["schema", "assertions"], _mistakes);
        if (properties.Find("schema") is not { } schema)
            _mistakes.Add($"the file has no 'schema': write \"schema\": {AssertionFile.CurrentSchema}");
        else if (schema.ValueKind != JsonValueKind.Number || !schema.TryGetInt32(out int number) || number != AssertionFile.CurrentSchema)
            _mistakes.Add($"'schema' is {schema.GetRawText()}, this version reads {AssertionFile.CurrentSchema}");

        if (properties.Find("assertions") is not { ValueKind: JsonValueKind.Array } assertions || assertions.GetArrayLength() == 0)
        {
            _mistakes.Add("'assertions' must be an array with at least one assertion");
            return [];
        }

        return [.. assertions.EnumerateArray().Select((element, i) => One(element, i + 1))];
    }

    private Assertion One(JsonElement element, int ordinal)
    {
        string where = $"assertion {ordinal}";
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("name", out JsonElement named) && Scalars.Text(named) is { Length: > 0 } called)
            where += $" '{called}'";

        var properties = Properties.Of(
            element, where, ["name", "query", "databases", "equals", "atLeast", "atMost", "notOlderThan", "notLowerThanLastDrill", "timeout"], _mistakes);
        var values = new PropertyValues(properties, where, _mistakes);
        var assertion = new Assertion
        {
            Name = values.Required("name"),
            Query = values.Required("query"),
            Databases = values.Names("databases"),
            EqualTo = values.Scalar("equals"),
            AtLeast = values.Bound("atLeast"),
            AtMost = values.Bound("atMost"),
            NotOlderThan = values.Span("notOlderThan"),
            NotLowerThanLastDrill = values.Flag("notLowerThanLastDrill"),
            Timeout = values.Span("timeout") ?? Assertion.DefaultTimeout,
        };
        if (assertion.Name.Length > LongestName || assertion.Name.Any(char.IsControl))
            _mistakes.Add($"{where}: 'name' must have at most {LongestName} characters, none of them a control character");
        else if (assertion.Name.Length > 0 && !_names.Add(assertion.Name))
            _mistakes.Add($"{where}: 'name' is taken by an assertion before it");

        if (properties.IsObject && !properties.HasAny("equals", "atLeast", "atMost", "notOlderThan") && !assertion.NotLowerThanLastDrill && !properties.HasMistake("notLowerThanLastDrill"))
            _mistakes.Add($"{where}: it expects nothing; give it 'equals', 'atLeast', 'atMost', 'notOlderThan' or 'notLowerThanLastDrill'");
        if (Clash(assertion) is { } clash)
            _mistakes.Add($"{where}: {clash}");

        return assertion;
    }

    /// <summary>What no value could satisfy, or what says the same twice.</summary>
    private static string? Clash(Assertion assertion)
    {
        bool isOrdered = assertion.AtLeast is not null || assertion.AtMost is not null || assertion.NotOlderThan is not null || assertion.NotLowerThanLastDrill;
        if (assertion.EqualTo is not null && isOrdered)
            return "'equals' allows no other expectation beside it";
        if (assertion.NotOlderThan is not null && (assertion.AtLeast is NumberValue || assertion.AtMost is NumberValue))
            return "'notOlderThan' wants a date, 'atLeast' or 'atMost' a number";
        if (assertion is not { AtLeast: { } least, AtMost: { } most })
            return null;

        return ValueOrder.Compare(least, most, TimeSpan.Zero) switch
        {
            null => "one of 'atLeast' and 'atMost' is a date, the other a number",
            > 0 => "'atLeast' is higher than 'atMost'",
            _ => null,
        };
    }

    private static string Told(List<string> mistakes)
    {
        string more = mistakes.Count > MistakesTold ? $"; and {mistakes.Count - MistakesTold} more" : "";
        return string.Join("; ", mistakes.Take(MistakesTold)) + more;
    }

    private static PosBackupException Invalid(string path, string why, Exception? cause = null) => new(
        ErrorCode.AssertionFileInvalid, $"{path} is no file of assertions that this version can read: {why}", "correct the file and run the drill again", cause);
}

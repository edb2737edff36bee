using System.Text.Json;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.StrictJson;

namespace PosBackup.Engine.Drills.Assertions;

/// <summary>Reads a file of assertions strictly, and tells all its mistakes at once, each with its assertion and property.</summary>
internal sealed class AssertionReader
{
    private const int LongestName = 128;

    private readonly Mistakes _mistakes;
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    private AssertionReader(Mistakes mistakes) => _mistakes = mistakes;

    /// <summary>The file that is read.</summary>
    public static StrictFile Format { get; } = new() { What = "file of assertions", Invalid = ErrorCode.AssertionFileInvalid, Hint = "correct the file and run the drill again" };

    /// <exception cref="PosBackupException"><see cref="ErrorCode.AssertionFileInvalid"/>.</exception>
    public static AssertionFile Read(ReadOnlyMemory<byte> json, string path) =>
        Format.Parse(json, path, (root, mistakes) => new AssertionFile { Assertions = new AssertionReader(mistakes).File(root) });

    private Assertion[] File(JsonElement root)
    {
        var properties = Properties.Of(root, "the file", ["schema", "assertions"], _mistakes);
        properties.RequireSchema(AssertionFile.CurrentSchema);
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
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("name", out JsonElement named) && JsonText.Of(named) is { Length: > 0 } called)
            where += $" '{called}'";

        var properties = Properties.Of(
            element, where, ["name", "query", "databases", "equals", "atLeast", "atMost", "notOlderThan", "notLowerThanLastDrill", "timeout"], _mistakes);
        var values = new PropertyValues(properties);
        var expected = new AssertionValues(properties);
        var assertion = new Assertion
        {
            Name = values.Required("name"),
            Query = values.Required("query"),
            Databases = values.Texts("databases", "must be an array of database names, at least one; leave it out for all databases"),
            EqualTo = expected.Scalar("equals"),
            AtLeast = expected.Bound("atLeast"),
            AtMost = expected.Bound("atMost"),
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
}

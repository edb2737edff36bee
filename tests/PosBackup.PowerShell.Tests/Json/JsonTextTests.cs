using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PosBackup.PowerShell.Json;
using Sent = PosBackup.PowerShell.Json.JsonObject;
using JsonValue = PosBackup.PowerShell.Json.JsonValue;

namespace PosBackup.PowerShell.Tests.Json;

/// <summary>The reader and writer that both editions carry, held against System.Text.Json, which the engine uses.</summary>
public sealed class JsonTextTests
{
    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Texts => new()
    {
        "",
        "Shop",
        "a \"quoted\" \\ back/slash",
        "tab\tline\nreturn\r",
        "\u0001\u0002\u000b\u001f\u007f",
        "é ß 中文 日本語",
        "\ud83d\ude00 and \ud835\udd38",
        "\u2028\u2029\ufeff\ufffe\uffff",
        "</script><!-- & -->",
        " leading and trailing ",
        "C:\\Program Files\\Müller & Söhne",
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Read_GivesTextsAsTheEngineWroteThem(string text)
    {
        string json = new System.Text.Json.Nodes.JsonObject { ["text"] = text }.ToJsonString();

        Assert.Equal(text, Read(json)["text"].Text);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Read_GivesTextsThatAreNotEscaped(string text)
    {
        string json = JsonSerializer.Serialize(new Dictionary<string, string> { ["text"] = text }, Unescaped);

        Assert.Equal(text, Read(json)["text"].Text);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Write_GivesTextsThatTheEngineReads(string text)
    {
        byte[] line = JsonText.Write(new Sent { ["text"] = text });

        Assert.Equal(text, JsonDocument.Parse(line).RootElement.GetProperty("text").GetString());
        Assert.DoesNotContain((byte)'\n', line);
        Assert.NotEqual(0xEF, line[0]);
    }

    [Fact]
    public void Write_AHalfOfASurrogatePair_IsStillJson()
    {
        byte[] line = JsonText.Write(new Sent { ["text"] = "broken \ud83d name" });

        Assert.Equal("\"broken \\ud83d name\"", JsonDocument.Parse(line).RootElement.GetProperty("text").GetRawText());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("$ref")]
    [InlineData("with space")]
    [InlineData("1st")]
    [InlineData("")]
    [InlineData("名")]
    [InlineData("a:b")]
    [InlineData("item")]
    [InlineData("root")]
    public void Read_TakesNamesThatXmlCannotHave(string name)
    {
        JsonValue value = Read(new System.Text.Json.Nodes.JsonObject { [name] = "x", ["after"] = 1 }.ToJsonString());

        Assert.Equal("x", value[name].Text);
        Assert.Equal("1", value["after"].Text);
    }

    [Fact]
    public void Read_KeepsKindsApart()
    {
        JsonValue value = Read("""{ "text": "1", "number": 1, "yes": true, "no": false, "none": null, "list": [], "object": {}, "nested": [[1],[]] }""");

        Assert.Equal(
            [JsonKind.Text, JsonKind.Number, JsonKind.Boolean, JsonKind.Boolean, JsonKind.Null, JsonKind.Array, JsonKind.Object, JsonKind.Array],
            value.Names.Select(name => value[name].Kind));
        Assert.Equal("true", value["yes"].Text);
        Assert.Equal(["1"], value["nested"].Items[0].Items.Select(item => item.Text));
        Assert.Empty(value["nested"].Items[1].Items);
        Assert.True(value["absent"]["deeper"].IsNull);
    }

    [Theory]
    [InlineData("9223372036854775807")]
    [InlineData("-9223372036854775808")]
    [InlineData("0.1")]
    [InlineData("1e-7")]
    [InlineData("123456789.123456")]
    public void Read_KeepsNumbersAsTheyWereWritten(string number) => Assert.Equal(number, Read($$"""{ "n": {{number}} }""")["n"].Text);

    [Fact]
    public void Write_WritesNumbersOfAnyCultureTheSame()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            JsonNode read = JsonNode.Parse(JsonText.Write(new Sent { ["long"] = long.MaxValue, ["small"] = long.MinValue, ["double"] = 0.015, ["span"] = TimeSpan.FromMilliseconds(1500), ["yes"] = true }))!;

            Assert.Equal("""{"long":9223372036854775807,"small":-9223372036854775808,"double":0.015,"span":1.5,"yes":true}""", read.ToJsonString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Write_LeavesOutWhatIsNull_AndWritesWordsTimesAndGuidsAsTheProtocolDoes()
    {
        JsonNode read = JsonNode.Parse(JsonText.Write(new Sent
        {
            ["none"] = null,
            ["kind"] = PosBackup.PowerShell.Records.BackupKind.FileDifferential,
            ["at"] = new DateTimeOffset(2026, 3, 1, 12, 0, 5, TimeSpan.FromHours(1)),
            ["set"] = Guid.Parse("5A0C4F0E-6B1B-4A39-9A0E-0D6F0C0A7B11"),
            ["names"] = new[] { "a", "b" },
            ["empty"] = Array.Empty<string>(),
            ["objects"] = new[] { new Sent { ["n"] = 1 } },
        }))!;

        Assert.Equal("""{"kind":"fileDifferential","at":"2026-03-01T12:00:05.0000000\u002B01:00","set":"5a0c4f0e-6b1b-4a39-9a0e-0d6f0c0a7b11","names":["a","b"],"empty":[],"objects":[{"n":1}]}""", read.ToJsonString());
    }

    [Fact]
    public void Read_TakesATextOfTenMegabytes()
    {
        string text = string.Concat(Enumerable.Repeat("0123456789é中😀 ", 700_000));

        Assert.Equal(text, Read(JsonSerializer.Serialize(new { text }))["text"].Text);
        Assert.Equal(text, JsonDocument.Parse(JsonText.Write(new Sent { ["text"] = text })).RootElement.GetProperty("text").GetString());
    }

    [Fact]
    public void Read_TakesAHundredThousandMembersAndItems()
    {
        string json = $$"""{ "items": [{{string.Join(',', Enumerable.Range(0, 100_000))}}], "members": { {{string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"m{i}\": {i}"))}} } }""";

        JsonValue value = Read(json);

        Assert.Equal(100_000, value["items"].Items.Count);
        Assert.Equal("99999", value["members"]["m99999"].Text);
    }

    [Fact]
    public void Read_TakesDocumentsAsDeepAsOurs_AndRefusesThoseThatWouldEndTheStack()
    {
        Assert.Equal(JsonKind.Array, Read(Deep(40)).Kind);
        Assert.Throws<FormatException>(() => Read(Deep(100_000)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{ \"a\": }")]
    [InlineData("hello")]
    [InlineData("{ \"a\": 1 } trailing")]
    [InlineData("{ \"a\": \"\\x\" }")]
    public void Read_RefusesWhatIsNoJson(string json) => Assert.Throws<FormatException>(() => Read(json));

    [Fact]
    public void Read_ReadsAPartOfABuffer()
    {
        byte[] buffer = Encoding.UTF8.GetBytes("xx{\"a\":1}yy");

        Assert.Equal("1", JsonText.Read(new ArraySegment<byte>(buffer, 2, 7))["a"].Text);
    }

    private static JsonValue Read(string json) => JsonText.Read(new ArraySegment<byte>(Encoding.UTF8.GetBytes(json)));

    private static string Deep(int depth) => new string('[', depth) + new string(']', depth);
}

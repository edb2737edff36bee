using System.Text.Json.Nodes;
using PosBackup.Integration.Tests.Support;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.Integration.Tests.Clients;

/// <summary>Clients that share no code with SqlClient read the same bytes in the same way.</summary>
public sealed class ScriptedClientTests
{
    /// <summary>A batch that begins with this word waits for its attention.</summary>
    private const string Wait = "wait";

    private static readonly (string Name, TdsType Type, object? Value)[] Values =
    [
        ("bit", TdsType.Bit, true),
        ("tinyint", TdsType.TinyInt, (byte)255),
        ("smallint", TdsType.SmallInt, short.MinValue),
        ("int", TdsType.Int, int.MaxValue),
        ("bigint", TdsType.BigInt, long.MinValue),
        ("float", TdsType.Float, -0.125),
        ("decimal", TdsType.Decimal(9, 2), 1234567.89m),
        ("lsn", TdsType.Decimal(25, 0), 4600000000360000m),
        ("money", new TdsType(SqlTypeCode.Money), 12.3456m),
        ("guid", TdsType.Guid, new Guid("a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f90")),
        ("datetime", TdsType.DateTime, new DateTime(2026, 2, 28, 13, 5, 7)),
        ("date", new TdsType(SqlTypeCode.Date), new DateTime(2026, 2, 28)),
        ("datetime2", new TdsType(SqlTypeCode.DateTime2, Scale: 3), new DateTime(2026, 2, 28, 13, 5, 7)),
        ("char", new TdsType(SqlTypeCode.Char, 3), "ab"),
        ("varchar", new TdsType(SqlTypeCode.VarChar, 20), "Größe"),
        ("nvarchar", TdsType.NVarChar(20), "数据库 O'Neil"),
        ("max", TdsType.NVarCharMax, "数据库"),
        ("varbinary", TdsType.VarBinary(4), new byte[] { 1, 2, 255 }),
        ("variant", TdsType.Variant, "Express"),
        ("variantInt", TdsType.Variant, 42),
        ("null", TdsType.NVarChar(10), null),
    ];

    private static readonly Script OneRowOfEverything = async (request, response, attention) =>
    {
        if (request.Text.StartsWith(Wait, StringComparison.Ordinal))
        {
            response.Info(new SqlMessage(3211, 10, 1, "10 percent processed."));
            await response.FlushAsync();
            await Task.Delay(Timeout.Infinite, attention);
        }

        // What a client sets up on its own after the login.
        if (request.Text.StartsWith("set ", StringComparison.Ordinal))
            return;

        if (request.Text.StartsWith("fail", StringComparison.Ordinal))
        {
            response.Error(new SqlMessage(911, 16, 11, "Database 'x' does not exist."));
            return;
        }

        response.Info(new SqlMessage(3014, 10, 1, $"{request.Text} {string.Join(' ', request.Parameters.Select(p => $"{p.Name}={p.Value}"))}".TrimEnd()));
        response.Columns([.. Values.Select(v => new TdsColumn(v.Name, v.Type))]);
        response.Row([.. Values.Select(v => v.Value)]);
        foreach (SqlParameterValue output in request.Parameters.Where(p => p.IsOutput))
            response.ReturnValue(output.Name, output.Type, 7);
        response.Done(command: 193, rowCount: 1);
    };

    [FreeTdsFact]
    public async Task FreeTds_ReadsEveryType()
    {
        string[] expected =
        [
            "1", "255", "-32768", "2147483647", "-9223372036854775808", "-0.125", "1234567.89", "4600000000360000", "12.3456",
            "A1B2C3D4-E5F6-0718-293A-4B5C6D7E8F90", "Feb 28 2026 01:05PM", "Feb 28 2026 12:00AM", "Feb 28 2026 01:05PM",
            "ab ", "Größe", "数据库 O'Neil", "数据库", "0102ff", "Express", "42", "NULL",
        ];
        foreach ((EncryptionOffer offer, string encryption) in new[]
                 {
                     (EncryptionOffer.Off, "off"), (EncryptionOffer.Off, "request"), (EncryptionOffer.Off, "require"), (EncryptionOffer.NotSupported, "off"),
                 })
        {
            await using var server = ScriptedServer.Start(OneRowOfEverything, new TdsServerOptions { Encryption = offer });
            string[] lines = await FreeTds.RunAsync(server.Server.Port, ScriptedServer.Password, encryption, "SELECT");
            Assert.Equal(expected, Assert.Single(lines).Split('\t'));
        }
    }

    [FreeTdsFact]
    public async Task FreeTds_ShowsErrors()
    {
        await using var server = ScriptedServer.Start(OneRowOfEverything);
        string[] lines = await FreeTds.RunAsync(server.Server.Port, ScriptedServer.Password, "request", "fail", "SELECT");
        Assert.Contains(lines, line => line.StartsWith("1\t255\t", StringComparison.Ordinal));
    }

    [NodeFact]
    public async Task Node_ReadsEveryTypeAndSendsEveryKindOfRequest()
    {
        foreach (bool encrypt in new[] { true, false })
        {
            await using var server = ScriptedServer.Start(OneRowOfEverything);
            JsonArray answers = await NodeClient.RunAsync(
                server.Server.Port,
                ScriptedServer.Password,
                encrypt,
                new { batch = "SELECT" },
                new { query = "SELECT @a, @b", inputs = new { a = new object[] { "Int", 5 }, b = new object[] { "NVarChar", "数" } } },
                new { prepared = "INSERT @a", inputs = new { a = new object[] { "Int", 6 } }, times = 3 },
                new { transaction = new[] { "INSERT 1", "INSERT 2" }, end = "commit" },
                new { transaction = new[] { "INSERT 3" }, end = "rollback" },
                new { query = "SELECT @o = 7", outputs = new { o = new object[] { "Int" } } },
                new { query = "fail" },
                new { cancelled = Wait },
                new { batch = "after" });

            JsonNode row = answers[0]!["recordsets"]![0]![0]!;
            string[] expected =
            [
                "true", "255", "-32768", "2147483647", "\"-9223372036854775808\"", "-0.125", "1234567.89", "4600000000360000", "12.3456",
                "\"A1B2C3D4-E5F6-0718-293A-4B5C6D7E8F90\"", "\"2026-02-28T13:05:07.000Z\"", "\"2026-02-28T00:00:00.000Z\"",
                "\"2026-02-28T13:05:07.000Z\"", "\"ab \"", "\"Größe\"", "\"数据库 O'Neil\"", "\"数据库\"", "\"0102ff\"", "\"Express\"", "42", "null",
            ];
            Assert.Equal(expected, Values.Select(v => Shown(row[v.Name])));
            Assert.Equal("3014 SELECT @a, @b @a=5 @b=数", (string?)answers[1]!["messages"]![0]);
            Assert.Equal("911", Shown(answers[6]!["error"]!["number"]));
            Assert.Equal(7, (int)answers[5]!["output"]!["o"]!);
            Assert.Equal("\"ECANCEL\"", Shown(answers[7]!["error"]!["code"]));
            Assert.Equal("3014 after", (string?)answers[8]!["messages"]![0]);
            Assert.All(new[] { 0, 1, 2, 3, 4, 5, 8 }, i => Assert.Null(answers[i]!["error"]));
            Assert.Equal(
                ["begin READ COMMITTED", "commit", "begin READ COMMITTED", "rollback"],
                server.Sessions.SelectMany(s => s.Notes).Where(note => !note.Equals("reset", StringComparison.Ordinal)));
        }
    }

    private static string Shown(JsonNode? value) =>
        value?.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) ?? "null";
}

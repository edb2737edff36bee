using System.Data;
using System.Data.SqlTypes;
using Microsoft.Data.SqlClient;
using PosBackup.Integration.Tests.Support;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.Integration.Tests.Tds;

/// <summary>Calls with parameters as the real SqlClient sends them.</summary>
public sealed class ParameterTests
{
    /// <summary>What goes in, as which type it arrives, and what the session gets.</summary>
    public static TheoryData<SqlDbType, object, TdsType> Parameters() => new()
    {
        { SqlDbType.Bit, true, TdsType.Bit },
        { SqlDbType.TinyInt, byte.MaxValue, TdsType.TinyInt },
        { SqlDbType.SmallInt, short.MinValue, TdsType.SmallInt },
        { SqlDbType.Int, int.MinValue, TdsType.Int },
        { SqlDbType.BigInt, long.MaxValue, TdsType.BigInt },
        { SqlDbType.Float, double.MaxValue, TdsType.Float },
        { SqlDbType.Real, float.MinValue, new TdsType(SqlTypeCode.Real) },
        { SqlDbType.Money, -922337203685477.5808m, new TdsType(SqlTypeCode.Money) },
        { SqlDbType.SmallMoney, -214748.3648m, new TdsType(SqlTypeCode.SmallMoney) },
        { SqlDbType.Decimal, -12345.678m, TdsType.Decimal(29, 3) },
        { SqlDbType.UniqueIdentifier, new Guid("a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f90"), TdsType.Guid },
        { SqlDbType.DateTime, new DateTime(2026, 2, 28, 13, 5, 7).AddMilliseconds(997), TdsType.DateTime },
        { SqlDbType.SmallDateTime, new DateTime(2026, 2, 28, 13, 5, 0), new TdsType(SqlTypeCode.SmallDateTime) },
        { SqlDbType.Date, new DateTime(2026, 2, 28), new TdsType(SqlTypeCode.Date) },
        { SqlDbType.Time, new TimeSpan(TimeSpan.TicksPerDay - 1), new TdsType(SqlTypeCode.Time, Scale: 7) },
        { SqlDbType.DateTime2, DateTime.MaxValue, new TdsType(SqlTypeCode.DateTime2, Scale: 7) },
        { SqlDbType.DateTimeOffset, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromMinutes(-345)), new TdsType(SqlTypeCode.DateTimeOffset, Scale: 7) },
        { SqlDbType.NVarChar, "数据库 O'Neil", TdsType.NVarChar(4000) },
        { SqlDbType.NVarChar, new string('库', 10_000), TdsType.NVarCharMax },
        { SqlDbType.VarChar, "Größe", new TdsType(SqlTypeCode.VarChar, 8000) },
        { SqlDbType.VarChar, new string('ü', 10_000), new TdsType(SqlTypeCode.VarChar, -1) },
        { SqlDbType.NChar, "ab", new TdsType(SqlTypeCode.NChar, 4000) },
        { SqlDbType.Char, "ab", new TdsType(SqlTypeCode.Char, 8000) },
        { SqlDbType.NText, "数据库", new TdsType(SqlTypeCode.NText) },
        { SqlDbType.Text, "Größe", new TdsType(SqlTypeCode.Text) },
        { SqlDbType.Image, new byte[] { 1, 2, 3 }, new TdsType(SqlTypeCode.Image) },
        { SqlDbType.VarBinary, new byte[] { 0, 255 }, TdsType.VarBinary(8000) },
        { SqlDbType.VarBinary, new byte[20_000], TdsType.VarBinary(-1) },
        { SqlDbType.Binary, new byte[] { 7 }, new TdsType(SqlTypeCode.Binary, 8000) },
        { SqlDbType.Xml, "<a>数</a>", new TdsType(SqlTypeCode.Xml) },
        { SqlDbType.Variant, 42, TdsType.Variant },
        { SqlDbType.Variant, "text", TdsType.Variant },
        { SqlDbType.Variant, -1.5m, TdsType.Variant },
        { SqlDbType.Variant, new DateTime(2026, 2, 28), TdsType.Variant },
        { SqlDbType.Variant, new Guid("a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f90"), TdsType.Variant },
    };

    [Theory]
    [MemberData(nameof(Parameters), DisableDiscoveryEnumeration = true)]
    public async Task Parameter_ArrivesAsItWasSent(SqlDbType type, object value, TdsType expectedType)
    {
        SqlParameterValue sent = await SendAsync(type, value);
        Assert.Equal(value, sent.Value);
        Assert.Equal(expectedType.Code, sent.Type.Code);
        Assert.Equal(expectedType.Scale, sent.Type.Scale);
        Assert.Equal(expectedType.Length == -1, sent.Type.Length == -1);
        Assert.Equal("@value", sent.Name);
    }

    [Theory]
    [MemberData(nameof(Parameters), DisableDiscoveryEnumeration = true)]
    public async Task Parameter_ArrivesAsNull(SqlDbType type, object value, TdsType expectedType)
    {
        _ = value;
        SqlParameterValue sent = await SendAsync(type, DBNull.Value);
        Assert.Null(sent.Value);
        Assert.Equal(expectedType.Code, sent.Type.Code);
    }

    [Fact]
    public async Task Parameter_OfThirtyEightDigitsArrivesWhole()
    {
        var nines = SqlDecimal.Parse(new string('9', 38));
        SqlParameterValue sent = await SendAsync(SqlDbType.Decimal, nines);
        Assert.Equal(nines, Assert.IsType<SqlDecimal>(sent.Value));
    }

    [Fact]
    public async Task Statement_LongerThanFourThousandCharactersArrivesWhole()
    {
        string text = $"SELECT @value -- {new string('库', 5000)}";
        SqlRequest? seen = null;
        await using var server = ScriptedServer.StartPlain((request, _, _) =>
        {
            seen = request;
            return Task.CompletedTask;
        });
        await using SqlConnection connection = await server.ConnectAsync();
        await using var command = new SqlCommand(text, connection);
        command.Parameters.AddWithValue("@value", 1);
        await command.ExecuteNonQueryAsync();
        Assert.Equal(text, seen!.Text);
        Assert.True(seen.IsRpc);
    }

    [Fact]
    public async Task OutputParameters_ComeBack()
    {
        await using var server = ScriptedServer.StartPlain((request, response, _) =>
        {
            foreach (SqlParameterValue parameter in request.Parameters.Where(p => p.IsOutput))
            {
                object? value = parameter.Type.Code switch { SqlTypeCode.Int => 42, SqlTypeCode.NVarChar => "数据库", _ => 1.25m };
                response.ReturnValue(parameter.Name, parameter.Type, value);
            }

            response.Done(command: 193, rowCount: 0);
            return Task.CompletedTask;
        });
        await using SqlConnection connection = await server.ConnectAsync();
        await using var command = new SqlCommand("SELECT @a = 42, @b = N'数据库', @c = 1.25", connection);
        SqlParameter a = Output(command, "@a", SqlDbType.Int);
        SqlParameter b = Output(command, "@b", SqlDbType.NVarChar, size: 20);
        SqlParameter c = Output(command, "@c", SqlDbType.Decimal);
        (c.Precision, c.Scale) = (10, 2);
        await command.ExecuteNonQueryAsync();
        Assert.Equal((42, "数据库", 1.25m), (a.Value, b.Value, c.Value));
    }

    [Fact]
    public async Task PreparedCommand_RunsAgainUnderItsHandle()
    {
        List<(string Text, string Values)> seen = [];
        await using var server = ScriptedServer.StartPlain((request, response, _) =>
        {
            seen.Add((request.Text, string.Join(' ', request.Parameters.Select(p => $"{p.Name}={p.Value}"))));
            response.Done(command: 195, rowCount: 1);
            return Task.CompletedTask;
        });
        await using SqlConnection connection = await server.ConnectAsync();
        await using (var command = new SqlCommand("INSERT INTO t VALUES (@id, @name)", connection))
        {
            command.Parameters.Add("@id", SqlDbType.Int);
            command.Parameters.Add("@name", SqlDbType.NVarChar, 20);
            await command.PrepareAsync();
            for (int i = 1; i <= 3; i++)
            {
                (command.Parameters[0].Value, command.Parameters[1].Value) = (i, $"n{i}");
                Assert.Equal(1, await command.ExecuteNonQueryAsync());
            }
        }

        Assert.Equal(["@id=1 @name=n1", "@id=2 @name=n2", "@id=3 @name=n3"], seen.Select(s => s.Values));
        Assert.All(seen, s => Assert.Equal("INSERT INTO t VALUES (@id, @name)", s.Text));
    }

    [Fact]
    public async Task StoredProcedure_ArrivesAsTheStatementThatCallsIt()
    {
        SqlRequest? seen = null;
        await using var server = ScriptedServer.StartPlain((request, response, _) =>
        {
            seen = request;
            response.ReturnValue("@out", TdsType.Int, 7);
            return Task.CompletedTask;
        });
        await using SqlConnection connection = await server.ConnectAsync();
        await using var command = new SqlCommand("master.dbo.xp_something", connection) { CommandType = CommandType.StoredProcedure };
        command.Parameters.AddWithValue("@in", "x");
        SqlParameter result = Output(command, "@out", SqlDbType.Int);
        await command.ExecuteNonQueryAsync();
        Assert.Equal("EXEC master.dbo.xp_something @in = @in, @out = @out OUTPUT", seen!.Text);
        Assert.Equal(["@in", "@out"], seen.Parameters.Select(p => p.Name));
        Assert.Equal(7, result.Value);
    }

    [Fact]
    public async Task TableValuedParameter_IsRefusedByName()
    {
        await using var server = ScriptedServer.StartPlain((_, _, _) => Task.CompletedTask);
        await using SqlConnection connection = await server.ConnectAsync();
        await using var command = new SqlCommand("SELECT * FROM @rows", connection);
        using var rows = new DataTable();
        rows.Columns.Add("id", typeof(int));
        rows.Rows.Add(1);
        SqlParameter parameter = command.Parameters.AddWithValue("@rows", rows);
        (parameter.SqlDbType, parameter.TypeName) = (SqlDbType.Structured, "dbo.Ids");

        var refused = await Assert.ThrowsAsync<SqlException>(() => command.ExecuteNonQueryAsync());
        Assert.Equal((50000, 16), (refused.Number, refused.Class));
        Assert.Contains("parameters of type Table (0xF3)", refused.Message, StringComparison.Ordinal);
        Assert.Equal(ConnectionState.Open, connection.State);
    }

    private static SqlParameter Output(SqlCommand command, string name, SqlDbType type, int size = 0)
    {
        SqlParameter parameter = command.Parameters.Add(name, type, size);
        parameter.Direction = ParameterDirection.Output;
        return parameter;
    }

    private static async Task<SqlParameterValue> SendAsync(SqlDbType type, object value)
    {
        SqlRequest? seen = null;
        await using var server = ScriptedServer.StartPlain((request, _, _) =>
        {
            seen = request;
            return Task.CompletedTask;
        });
        await using SqlConnection connection = await server.ConnectAsync();
        await using var command = new SqlCommand("SELECT @value", connection);
        command.Parameters.Add("@value", type).Value = value;
        await command.ExecuteNonQueryAsync();
        return Assert.Single(seen!.Parameters);
    }
}

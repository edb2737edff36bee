using System.Security.Cryptography.X509Certificates;
using Microsoft.Data.SqlClient;
using PosBackup.Integration.Tests.Support;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.Integration.Tests.Tds;

/// <summary>What server and client settle about encryption, with the real SqlClient.</summary>
public sealed class ConnectTests
{
    private static readonly Script AnswerOne = (_, response, _) =>
    {
        response.Columns([new TdsColumn("one", TdsType.Int, Nullable: false)]);
        response.Row([1]);
        response.Done(command: 193, rowCount: 1);
        return Task.CompletedTask;
    };

    [Theory]
    [InlineData(EncryptionOffer.Off, "Mandatory")]
    [InlineData(EncryptionOffer.Off, "Optional")]
    [InlineData(EncryptionOffer.NotSupported, "Optional")]
    [InlineData(EncryptionOffer.Required, "Optional")]
    [InlineData(EncryptionOffer.Required, "Mandatory")]
    public async Task Connect_Succeeds(EncryptionOffer offer, string encrypt)
    {
        await using var server = ScriptedServer.Start(AnswerOne, new TdsServerOptions { Encryption = offer });
        await using SqlConnection connection = await server.ConnectAsync(b => b.Encrypt = SqlConnectionEncryptOption.Parse(encrypt));
        Assert.Equal(1, await ScalarAsync(connection));
        Assert.Equal("16.00.4165", connection.ServerVersion);
    }

    [Fact]
    public async Task Connect_FailsOnASelfSignedCertificateThatIsNotTrusted()
    {
        await using var server = ScriptedServer.Start(AnswerOne);
        var refused = await Assert.ThrowsAsync<SqlException>(() => server.ConnectAsync(b => b.TrustServerCertificate = false));
        Assert.Equal(-2146893019, refused.Number);
        Assert.Contains("pre-login handshake", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_FailsWhenEncryptionIsMandatoryAndTheServerHasNone()
    {
        await using var server = ScriptedServer.Start(AnswerOne, new TdsServerOptions { Encryption = EncryptionOffer.NotSupported });
        var refused = await Assert.ThrowsAsync<SqlException>(() => server.ConnectAsync(b => b.Encrypt = SqlConnectionEncryptOption.Mandatory));
        Assert.Equal(20, refused.Number);
        Assert.Contains("does not support encryption", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EncryptionOffer.Off)]
    [InlineData(EncryptionOffer.NotSupported)]
    [InlineData(EncryptionOffer.Required)]
    public async Task ConnectStrict_SucceedsWithTheServersCertificateAtHand(EncryptionOffer offer)
    {
        await using var server = ScriptedServer.Start(AnswerOne, new TdsServerOptions { Encryption = offer });
        using var folder = new TempFolder();
        string certificate = folder.File("server.cer");
        await File.WriteAllBytesAsync(certificate, server.Server.Certificate.Export(X509ContentType.Cert));

        await using SqlConnection connection = await server.ConnectAsync(b =>
        {
            b.Encrypt = SqlConnectionEncryptOption.Strict;
            b.ServerCertificate = certificate;
        });
        Assert.Equal(1, await ScalarAsync(connection));
        Assert.Equal(0x08000000u, Assert.Single(server.Sessions).Login.TdsVersion);
    }

    [Fact]
    public async Task ConnectStrict_IgnoresTrustServerCertificate()
    {
        await using var server = ScriptedServer.Start(AnswerOne);
        await Assert.ThrowsAsync<SqlException>(() => server.ConnectAsync(b =>
        {
            b.Encrypt = SqlConnectionEncryptOption.Strict;
            b.TrustServerCertificate = true;
        }));
    }

    [Fact]
    public async Task Connect_SaysLoginFailedOnAWrongPassword()
    {
        await using var server = ScriptedServer.Start(AnswerOne);
        var refused = await Assert.ThrowsAsync<SqlException>(() => server.ConnectAsync(b => b.Password = "wrong"));
        Assert.Equal((18456, 14, 1), (refused.Number, refused.Class, refused.State));
        Assert.Equal("Login failed for user 'sa'.", refused.Message);
    }

    [Fact]
    public async Task Connect_TellsTheSessionWhoComes()
    {
        await using var server = ScriptedServer.Start(AnswerOne);
        await using SqlConnection connection = await server.ConnectAsync(b =>
        {
            b.UserID = "кассир";
            b.InitialCatalog = "数据库";
            b.CurrentLanguage = "简体中文";
            b.ApplicationName = "PosBackup";
            b.WorkstationID = "KASSE-1";
        });

        LoginRequest login = Assert.Single(server.Sessions).Login;
        Assert.Equal(
            new LoginRequest("кассир", ScriptedServer.Password, "数据库", "简体中文", "KASSE-1", "PosBackup", 0x74000004), login);
        Assert.Equal("数据库", connection.Database);
        Assert.Equal(51, connection.ServerProcessId);
    }

    [Fact]
    public async Task Connect_SpeaksTheVersionItIsToldTo()
    {
        await using var server = ScriptedServer.Start(AnswerOne, new TdsServerOptions { Version = new Version(10, 50, 6000, 34) });
        await using SqlConnection connection = await server.ConnectAsync();
        Assert.Equal("10.50.6000", connection.ServerVersion);
    }

    [Theory]
    [InlineData(512, EncryptionOffer.Off, "Optional", 512)]
    [InlineData(4096, EncryptionOffer.Off, "Mandatory", 4096)]
    [InlineData(8000, EncryptionOffer.Off, "Mandatory", 8000)]
    [InlineData(32767, EncryptionOffer.NotSupported, "Optional", 32767)]
    [InlineData(32767, EncryptionOffer.Off, "Mandatory", 16383)]
    public async Task Connect_SettlesThePacketSize(int asked, EncryptionOffer offer, string encrypt, int granted)
    {
        // Bytes, not text: SqlClient misreads a long text when the network cuts a packet in two.
        string text = new('x', 100_000);
        byte[] bytes = [.. Enumerable.Range(0, 200_000).Select(i => (byte)i)];
        await using var server = ScriptedServer.Start(
            (request, response, _) =>
            {
                Assert.Contains(text, request.Text, StringComparison.Ordinal);
                response.Columns([new TdsColumn("bytes", TdsType.VarBinary(-1))]);
                response.Row([bytes]);
                response.Done(command: 193, rowCount: 1);
                return Task.CompletedTask;
            },
            new TdsServerOptions { Encryption = offer });
        await using SqlConnection connection = await server.ConnectAsync(b =>
        {
            b.PacketSize = asked;
            b.Encrypt = SqlConnectionEncryptOption.Parse(encrypt);
        });

        await using SqlCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT '{text}'";
        Assert.Equal(bytes, await command.ExecuteScalarAsync());
        Assert.Equal(granted, connection.PacketSize);
    }

    [Fact]
    public async Task Listen_RefusesAPortThatIsTaken()
    {
        await using var server = ScriptedServer.Start(AnswerOne);
        Assert.Throws<System.Net.Sockets.SocketException>(() => ScriptedServer.Start(AnswerOne, new TdsServerOptions { Port = server.Server.Port }));
    }

    private static async Task<object?> ScalarAsync(SqlConnection connection)
    {
        await using SqlCommand command = connection.CreateCommand();
        command.CommandText = "SELECT 1";
        return await command.ExecuteScalarAsync();
    }
}

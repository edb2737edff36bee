using System.Globalization;
using PosBackup.SqlStandIn.Tds.Framing;
using PosBackup.SqlStandIn.Tds.Tokens;
using PosBackup.SqlStandIn.Tds.Types;

namespace PosBackup.SqlStandIn.Tds.Logins;

/// <summary>The answer to a login, in SQL Server's order.</summary>
internal sealed class LoginAnswer(TdsServerOptions options, TdsCollation collation, WireWriter writer)
{
    private const byte GlobalTransactions = 0x05;
    private const byte Utf8Support = 0x0A;
    private const byte FeatureTerminator = 0xFF;
    private const byte SqlInterface = 1;
    private const string ProgramName = "Microsoft SQL Server";

    public void Welcome(LoginMessage login, ISqlSession session, int packetSize)
    {
        EnvironmentChange.WriteDatabase(writer, session.Database, "master");
        Info(5701, state: 2, $"Changed database context to '{session.Database}'.");
        EnvironmentChange.WriteCollation(writer, collation);
        EnvironmentChange.WriteLanguage(writer, session.Language, "");
        Info(5703, state: 1, $"Changed language setting to {session.Language}.");
        WriteLoginAcknowledged(login.TdsVersion);
        EnvironmentChange.WritePacketSize(
            writer, packetSize.ToString(CultureInfo.InvariantCulture), Packet.InitialSize.ToString(CultureInfo.InvariantCulture));
        if (login.Features.Count > 0)
            WriteFeatures(login.Features);
        new DoneToken(TokenType.Done, Command: 0).Write(writer, more: false);
    }

    public void Refuse(IReadOnlyList<SqlMessage> errors)
    {
        foreach (SqlMessage error in errors)
            MessageToken.Write(writer, TokenType.Error, error, options.ServerName);
        new DoneToken(TokenType.Done, Command: 0, Error: true).Write(writer, more: false);
    }

    private void Info(int number, byte state, string text) =>
        MessageToken.Write(writer, TokenType.Info, new SqlMessage(number, Class: 10, state, text), options.ServerName);

    private void WriteLoginAcknowledged(uint tdsVersion)
    {
        writer.Byte((byte)TokenType.LoginAcknowledged);
        int block = writer.BeginBlock();
        writer.Byte(SqlInterface);
        writer.UInt32BigEndian(tdsVersion);
        writer.ByteString(ProgramName);
        writer.Byte((byte)options.Version.Major);
        writer.Byte((byte)options.Version.Minor);
        writer.UInt16BigEndian(options.Version.Build);
        writer.EndBlock(block);
    }

    /// <summary>Says what was asked for and is there: no global transactions, UTF-8 understood. The rest goes unanswered, which means no.</summary>
    private void WriteFeatures(IReadOnlyList<byte> asked)
    {
        writer.Byte((byte)TokenType.FeatureExtensionAcknowledged);
        WriteFeature(asked, GlobalTransactions, value: 0);
        WriteFeature(asked, Utf8Support, value: 1);
        writer.Byte(FeatureTerminator);
    }

    private void WriteFeature(IReadOnlyList<byte> asked, byte feature, byte value)
    {
        if (!asked.Contains(feature))
            return;
        writer.Byte(feature);
        writer.Int32(1);
        writer.Byte(value);
    }
}

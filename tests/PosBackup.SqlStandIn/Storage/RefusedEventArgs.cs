using System.Globalization;

namespace PosBackup.SqlStandIn.Storage;

/// <summary>What a session asked for and the stand-in does not know.</summary>
public sealed class RefusedEventArgs(int spid, string database, string text) : EventArgs
{
    public int Spid { get; } = spid;

    /// <summary>The session's database.</summary>
    public string Database { get; } = database;

    /// <summary>The refusal as the client got it.</summary>
    public string Text { get; } = text;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"refused to session {Spid} in '{Database}': {Text}");
}

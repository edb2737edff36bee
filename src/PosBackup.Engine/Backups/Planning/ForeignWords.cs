namespace PosBackup.Engine.Backups.Planning;

/// <summary>Who took a backup, for a sentence: <c>SHOP\ann on PC7 to D:\x.bak at 2026-11-20T10:12:00+01:00</c>.</summary>
internal static class ForeignWords
{
    public static string Of(HistorySet set)
    {
        string user = set.User.Length > 0 ? set.User : "somebody";
        string machine = set.Machine.Length > 0 ? $" on {set.Machine}" : "";
        string path = set.Path.Length > 0 ? $" to {set.Path}" : "";
        string name = set.Name.Length > 0 ? $" ({set.Name})" : "";
        return $"{user}{machine}{path} at {set.FinishedAt}{name}";
    }
}

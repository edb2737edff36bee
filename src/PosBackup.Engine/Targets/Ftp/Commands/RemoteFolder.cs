namespace PosBackup.Engine.Targets.Ftp.Commands;

/// <summary>
/// The folder of a target on the server, absolute. Every command gets the full path: measured to take names with blanks, leading dashes and tildes as they
/// are on ProFTPD, vsftpd and Pure-FTPd, where bare names are options or home folders.
/// </summary>
/// <param name="Path">Begins with a slash, and ends with none but for the root itself, which is empty.</param>
internal readonly record struct RemoteFolder(string Path)
{
    /// <summary>From the path of a definition and the login's folder.</summary>
    public static RemoteFolder Of(string defined, string login)
    {
        string path = defined.StartsWith('/') ? defined : $"{login.TrimEnd('/')}/{defined}";
        return new RemoteFolder(path.TrimEnd('/'));
    }

    /// <summary>The full name of something below.</summary>
    public string Of(TargetPath path) => path.IsRoot ? (Path.Length == 0 ? "/" : Path) : $"{Path}/{path.Value}";

    /// <summary>The folder in the answer to PWD, with doubled quotes undone; null when there is none.</summary>
    public static string? OfReply(string text)
    {
        int open = text.IndexOf('"', StringComparison.Ordinal);
        if (open < 0)
            return null;

        var name = new System.Text.StringBuilder();
        for (int i = open + 1; i < text.Length; i++)
        {
            if (text[i] != '"')
                name.Append(text[i]);
            else if (i + 1 < text.Length && text[i + 1] == '"')
                name.Append(text[i++]);
            else
                return name.Length > 0 && name[0] == '/' ? name.ToString() : null;
        }

        return null;
    }
}

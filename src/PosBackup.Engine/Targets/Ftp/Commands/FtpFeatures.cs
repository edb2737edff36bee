using PosBackup.Engine.Targets.Ftp.Wire;

namespace PosBackup.Engine.Targets.Ftp.Commands;

/// <summary>What FEAT lists.</summary>
internal sealed record FtpFeatures
{
    private readonly Dictionary<string, string> _features = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Nothing: the server does not know FEAT.</summary>
    public static FtpFeatures None { get; } = new();

    /// <summary>The names, as the server wrote them.</summary>
    public IReadOnlyCollection<string> Names => _features.Keys;

    /// <summary>Reads the reply to FEAT: the lines between the first and the last are features.</summary>
    public static FtpFeatures Of(FtpReply reply)
    {
        var features = new FtpFeatures();
        if (!reply.IsDone)
            return features;

        foreach (string line in reply.Lines.Skip(1).SkipLast(1).Take(1000))
        {
            string[] words = line.Trim().Split(' ', 2);
            if (words[0].Length > 0)
                features._features.TryAdd(words[0], words.Length > 1 ? words[1].Trim() : "");
        }

        return features;
    }

    /// <summary>Whether the server has a command.</summary>
    public bool Has(string name) => _features.ContainsKey(name);

    /// <summary>MLSD and MLST: listings for programs. Servers announce the pair as MLST.</summary>
    public bool HasMachineListing => Has("MLST") || Has("MLSD");

    /// <summary>REST before STOR and RETR.</summary>
    public bool HasRestart => Has("REST");

    /// <summary>HASH with SHA-256.</summary>
    public bool HasHash => _features.TryGetValue("HASH", out string? algorithms) && algorithms.Contains("SHA-256", StringComparison.OrdinalIgnoreCase);

    /// <summary>XSHA256.</summary>
    public bool HasOldHash => Has("XSHA256");
}

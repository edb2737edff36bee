namespace PosBackup.SqlStandIn.Backups.Listing;

/// <summary>
/// How media tell a collation: locale, flags and sort order, as the collation of a TDS column does. Only locales that are likely in a shop
/// are known.
/// </summary>
internal static class CollationNumbers
{
    private const int IgnoresCase = 0x10;
    private const int IgnoresAccents = 0x20;
    private const int IgnoresWidth = 0x40;
    private const int IgnoresKana = 0x80;
    private const int IsBinary = 0x100;
    private const int IsBinary2 = 0x200;
    private const int VersionShift = 12;

    private static readonly Dictionary<int, string> SqlNames = new()
    {
        [51] = "SQL_Latin1_General_CP1_CS_AS",
        [52] = "SQL_Latin1_General_CP1_CI_AS",
        [53] = "SQL_Latin1_General_Pref_CP1_CI_AS",
        [54] = "SQL_Latin1_General_CP1_CI_AI",
    };

    private static readonly Dictionary<int, string> Locales = new()
    {
        [0x404] = "Chinese_Taiwan_Stroke",
        [0x409] = "Latin1_General",
        [0x40A] = "Traditional_Spanish",
        [0x40C] = "French",
        [0x411] = "Japanese",
        [0x412] = "Korean_Wansung",
        [0x415] = "Polish",
        [0x419] = "Cyrillic_General",
        [0x804] = "Chinese_PRC",
        [0xC0A] = "Modern_Spanish",
    };

    private static readonly string[] Versions = ["", "_90", "_100", "_140"];

    /// <summary>The name of a collation; null when it is not one of those known here.</summary>
    public static string? Name(int lcid, int flags, int sortId)
    {
        if (sortId != 0)
            return SqlNames.GetValueOrDefault(sortId);
        int version = flags >> VersionShift;
        return Locales.TryGetValue(lcid, out string? locale) && version < Versions.Length ? $"{locale}{Versions[version]}{Rules(flags)}" : null;
    }

    /// <summary>The numbers of a collation; null when it is not one of those known here.</summary>
    public static (int Lcid, int Flags, int SortId)? Of(string name)
    {
        foreach ((int sortId, string sqlName) in SqlNames)
        {
            if (string.Equals(sqlName, name, StringComparison.OrdinalIgnoreCase))
                return (0x409, FlagsOf(name), sortId);
        }

        foreach ((int lcid, string locale) in Locales)
        {
            for (int version = 0; version < Versions.Length; version++)
            {
                int flags = FlagsOf(name) | (version << VersionShift);
                if (string.Equals(Name(lcid, flags, sortId: 0), name, StringComparison.OrdinalIgnoreCase))
                    return (lcid, flags, 0);
            }
        }

        return null;
    }

    private static string Rules(int flags) => flags switch
    {
        _ when (flags & IsBinary) != 0 => "_BIN",
        _ when (flags & IsBinary2) != 0 => "_BIN2",
        _ => ((flags & IgnoresCase) != 0 ? "_CI" : "_CS")
            + ((flags & IgnoresAccents) != 0 ? "_AI" : "_AS")
            + ((flags & IgnoresKana) != 0 ? "" : "_KS")
            + ((flags & IgnoresWidth) != 0 ? "" : "_WS"),
    };

    private static int FlagsOf(string name)
    {
        bool Has(string rule) => $"{name}_".Contains($"_{rule}_", StringComparison.OrdinalIgnoreCase);
        if (Has("BIN2"))
            return IsBinary2;
        if (Has("BIN"))
            return IsBinary;
        return (Has("CI") ? IgnoresCase : 0) | (Has("AI") ? IgnoresAccents : 0) | (Has("KS") ? 0 : IgnoresKana) | (Has("WS") ? 0 : IgnoresWidth);
    }
}

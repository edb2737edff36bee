using PosBackup.SqlStandIn.Sql.Types;

namespace PosBackup.SqlStandIn.Sql.Sessions;

/// <summary>The languages of sys.syslanguages that the stand-in speaks, with what they set.</summary>
internal sealed record Language(short Id, string Name, string Alias, DateOrder DateOrder, byte DateFirst, int Lcid);

/// <summary>Finds a language by its name or its English alias.</summary>
internal static class Languages
{
    private static readonly Language[] All =
    [
        new(0, "us_english", "English", DateOrder.Mdy, 7, 1033),
        new(1, "Deutsch", "German", DateOrder.Dmy, 1, 1031),
        new(2, "Français", "French", DateOrder.Dmy, 1, 1036),
        new(3, "日本語", "Japanese", DateOrder.Ymd, 7, 1041),
        new(5, "Español", "Spanish", DateOrder.Dmy, 1, 3082),
        new(6, "Italiano", "Italian", DateOrder.Dmy, 1, 1040),
        new(14, "polski", "Polish", DateOrder.Dmy, 1, 1045),
        new(23, "British", "British English", DateOrder.Dmy, 1, 2057),
        new(27, "Português (Brasil)", "Brazilian", DateOrder.Dmy, 7, 1046),
        new(28, "繁體中文", "Traditional Chinese", DateOrder.Ymd, 7, 1028),
        new(29, "한국어", "Korean", DateOrder.Ymd, 7, 1042),
        new(30, "简体中文", "Simplified Chinese", DateOrder.Ymd, 7, 2052),
    ];

    public static Language? Find(string name) => Array.Find(All, language =>
        language.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || language.Alias.Equals(name, StringComparison.OrdinalIgnoreCase));
}

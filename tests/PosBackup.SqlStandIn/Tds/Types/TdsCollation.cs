using System.Globalization;
using System.Text;
using PosBackup.SqlStandIn.Tds.Framing;

namespace PosBackup.SqlStandIn.Tds.Types;

/// <summary>The five bytes that go with character data: locale and comparison flags, and the sort order of the old SQL_ collations.</summary>
internal sealed record TdsCollation(string Name, uint LocaleAndFlags, byte SortOrder)
{
    private const uint LocaleMask = 0xFFFFF;
    private const uint Utf8 = 0x0400_0000;

    /// <summary>Not case-sensitive, not kana-sensitive, not width-sensitive: what _CI_AS means.</summary>
    private const uint CaseInsensitive = 0xD0_0000;

    private static TdsCollation[] Known { get; } =
    [
        new("SQL_Latin1_General_CP1_CI_AS", CaseInsensitive | 0x0409, 52),
        new("Latin1_General_CI_AS", CaseInsensitive | 0x0409, 0),
        new("Chinese_PRC_CI_AS", CaseInsensitive | 0x0804, 0),
        new("Chinese_Taiwan_Stroke_CI_AS", CaseInsensitive | 0x0404, 0),
        new("Modern_Spanish_CI_AS", CaseInsensitive | 0x0C0A, 0),
        new("French_CI_AS", CaseInsensitive | 0x040C, 0),
        new("Polish_CI_AS", CaseInsensitive | 0x0415, 0),
        new("Cyrillic_General_CI_AS", CaseInsensitive | 0x0419, 0),
        new("Japanese_CI_AS", CaseInsensitive | 0x0411, 0),
    ];

    /// <summary>Code page of char and varchar.</summary>
    public Encoding Encoding { get; } = EncodingOf(LocaleAndFlags);

    public static TdsCollation Named(string name) =>
        Known.FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException(
            $"The stand-in does not know the collation {name}; it knows {string.Join(", ", Known.Select(known => known.Name))}.", nameof(name));

    /// <summary>Reads the five bytes and gives the code page they stand for.</summary>
    public static Encoding ReadEncoding(ref WireReader reader)
    {
        uint localeAndFlags = reader.UInt32();
        _ = reader.Byte();
        return EncodingOf(localeAndFlags);
    }

    public void Write(WireWriter writer)
    {
        writer.UInt32(LocaleAndFlags);
        writer.Byte(SortOrder);
    }

    private static Encoding EncodingOf(uint localeAndFlags)
    {
        if ((localeAndFlags & Utf8) != 0)
            return Encoding.UTF8;

        int locale = (int)(localeAndFlags & LocaleMask);
        try
        {
            int codePage = locale == 0 ? 0 : CultureInfo.GetCultureInfo(locale).TextInfo.ANSICodePage;
            return CodePagesEncodingProvider.Instance.GetEncoding(codePage == 0 ? 1252 : codePage) ?? Encoding.GetEncoding(codePage);
        }
        catch (CultureNotFoundException)
        {
            throw new TdsProtocolException($"Locale 0x{locale:X5} of a collation is unknown.");
        }
    }
}

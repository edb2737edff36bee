using System.Globalization;

namespace PosBackup.SqlStandIn.Backups.Statements;

/// <summary>EXPIREDATE and RETAINDAYS.</summary>
internal static class Expiry
{
    /// <summary>When the set expires, by the server's clock; null without either option.</summary>
    /// <param name="request">The statement.</param>
    /// <param name="now">The server's clock.</param>
    /// <param name="dateFormat">DATEFORMAT of the session: it decides how EXPIREDATE is read.</param>
    public static DateTime? Of(BackupRequest request, DateTime now, string dateFormat)
    {
        if (request.ExpireDate is { Length: > 0 } text)
            return Parse(text, dateFormat);
        return request.RetainDays is > 0 and var days ? now.Date.AddDays(days) : null;
    }

    private static DateTime Parse(string text, string dateFormat)
    {
        string culture = dateFormat switch { "dmy" => "en-GB", "ymd" => "zh-CN", _ => "en-US" };
        if (DateTime.TryParse(text, CultureInfo.GetCultureInfo(culture), DateTimeStyles.None, out DateTime day))
            return day;
        throw new Tds.SqlErrorException(new Tds.SqlMessage(241, 16, 1, "Conversion failed when converting date and/or time from character string."));
    }
}

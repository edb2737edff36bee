using System.Globalization;

namespace PosBackup.SqlStandIn.Backups.Statements;

/// <summary>Message 3211 in the languages whose words make clients stumble: no blank behind the number, or the number not in front.</summary>
internal static class ProgressTexts
{
    public static string Of(string language, int percent)
    {
        string number = percent.ToString(CultureInfo.InvariantCulture);
        return language switch
        {
            "Español" or "Spanish" => $"{number}por ciento procesado.",
            "Deutsch" or "German" => $"{number} Prozent verarbeitet.",
            "简体中文" or "Simplified Chinese" => $"已处理百分之 {number}。",
            _ => $"{number} percent processed.",
        };
    }
}

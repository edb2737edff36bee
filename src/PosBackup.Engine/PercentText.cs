using System.Globalization;

namespace PosBackup.Engine;

/// <summary>A share of something as people write it: 50%, or 0.5%.</summary>
public static class PercentText
{
    private const int Whole = 100;

    /// <summary>Finer than a hundredth of a percent nobody means.</summary>
    private const double Least = 0.0001;

    /// <summary>What a message says about a text that is none.</summary>
    public static string Form => "write it as 50%";

    /// <summary>What a share may be, for a message.</summary>
    internal static string Range => $"{Of(Least)} to {Of(1)}";

    /// <summary>Reads a share, 1 being all; false when the text is none. The sign may be left out.</summary>
    public static bool TryParse(string? text, out double share)
    {
        ReadOnlySpan<char> number = text is [.., '%'] ? text.AsSpan(0, text.Length - 1) : text;
        bool isNumber = decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal percent);
        share = isNumber ? (double)(percent / Whole) : 0;
        return isNumber;
    }

    /// <summary>A share with its sign.</summary>
    public static string Of(double share) => string.Create(CultureInfo.InvariantCulture, $"{(decimal)share * Whole:0.############}%");

    /// <summary>Whether it is more than nothing and not more than all.</summary>
    internal static bool IsShare(double value) => value is >= Least and <= 1;
}

namespace PosBackup.PowerShell.Parameters;

/// <summary>Refuses control characters, and halves of a character, which no backup set can carry; an empty text passes.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class ValidatePrintableAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc />
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments?.ToString() is { } text && FirstOf(text) is >= 0 and var at)
            throw new ValidationMetadataException(FormattableString.Invariant($"character {at + 1} cannot be printed (U+{(int)text[at]:X4}): take it out, or write a space"));
    }

    /// <summary>Where the first of them is; -1 for none.</summary>
    internal static int FirstOf(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
                i++;
            else if (char.IsControl(text[i]) || char.IsSurrogate(text[i]))
                return i;
        }

        return -1;
    }
}

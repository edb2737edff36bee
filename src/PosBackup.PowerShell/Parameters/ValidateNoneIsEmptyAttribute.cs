namespace PosBackup.PowerShell.Parameters;

/// <summary>
/// Refuses null, and an empty text among others, as a mandatory parameter does; a list of none passes. In a pipeline the object is an error of its own, as with Remove-Item, and the others go on.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class ValidateNoneIsEmptyAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <inheritdoc />
    protected override void ValidateElement(object element)
    {
        if (string.IsNullOrEmpty(element?.ToString()))
            throw new ValidationMetadataException("it is null or empty, and names nothing");
    }
}

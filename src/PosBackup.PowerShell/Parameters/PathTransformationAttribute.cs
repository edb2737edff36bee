using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Parameters;

/// <summary>
/// Takes no path for one of an object that is none. PowerShell would make a text of whatever comes down a pipeline (<c>@{Database=Shop}</c>), and leave what the object says of itself by its
/// properties aside; so they are what is bound.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class PathTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? plain = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (plain is not PSCustomObject && !string.Equals(plain?.GetType().Namespace, typeof(BackupSet).Namespace, StringComparison.Ordinal))
            return inputData!;

        // PowerShell passes over what cannot be cast, and tries the properties of the object; another exception would be the error of that object.
        string message = $"'{inputData}' is no path: name a property of it that is one";
        throw new ArgumentTransformationMetadataException(message, new PSInvalidCastException(message));
    }
}

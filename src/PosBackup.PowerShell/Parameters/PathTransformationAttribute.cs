using System.Collections;
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
        if (Plain(inputData) is IEnumerable list and not string)
            Array.ForEach([.. list.Cast<object?>()], RequirePath);
        else
            RequirePath(inputData);

        return inputData!;
    }

    private static void RequirePath(object? value)
    {
        object? plain = Plain(value);
        if (plain is not PSCustomObject && !string.Equals(plain?.GetType().Namespace, typeof(BackupSet).Namespace, StringComparison.Ordinal))
            return;

        // PowerShell passes over what cannot be cast, and tries the properties of the object; another exception would be the error of that object.
        string message = $"'{value}' is no path: name a property of it that is one";
        throw new ArgumentTransformationMetadataException(message, new PSInvalidCastException(message));
    }

    private static object? Plain(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}

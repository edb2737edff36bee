namespace PosBackup.PowerShell.Parameters;

/// <summary>Makes a <see cref="RestoreTime"/> of a text, a DateTime or a DateTimeOffset.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class RestoreTimeTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object plain = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return plain switch
        {
            RestoreTime => plain,
            DateTimeOffset moment => RestoreTime.Of(moment),
            DateTime time => RestoreTime.Of(time),
            string text when RestoreTime.Read(text) is { } read => read,
            _ => throw new ArgumentTransformationMetadataException($"'{plain}' is no moment: write a time to the second as {RestoreTime.Examples}"),
        };
    }
}

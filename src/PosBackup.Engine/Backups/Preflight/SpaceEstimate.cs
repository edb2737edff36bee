namespace PosBackup.Engine.Backups.Preflight;

/// <summary>How many bytes a backup will take.</summary>
/// <param name="Bytes">The estimate.</param>
/// <param name="IsCeiling">Whether it may well be less: compression of unknown effect, or a count that includes what is not copied.</param>
internal sealed record SpaceEstimate(long Bytes, bool IsCeiling)
{
    public static SpaceEstimate operator +(SpaceEstimate left, SpaceEstimate right) => new(left.Bytes + right.Bytes, left.IsCeiling || right.IsCeiling);
}

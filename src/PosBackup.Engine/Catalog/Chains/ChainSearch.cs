namespace PosBackup.Engine.Catalog.Chains;

/// <summary>What a search found: a path, or the reason why there is none.</summary>
/// <param name="Path">The way; null when there is none.</param>
/// <param name="Gap">Why there is none; null when there is one.</param>
public sealed record ChainSearch(ChainPath? Path, ChainGap? Gap)
{
    internal static ChainSearch Found(ChainPath path) => new(path, Gap: null);

    internal static ChainSearch Broken(ChainGap gap) => new(Path: null, gap);
}

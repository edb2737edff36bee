namespace PosBackup.Engine.Retention.Planning.Holdings;

/// <summary>A set that lies in a place.</summary>
/// <param name="Family">The sets of its family there.</param>
/// <param name="Index">Which of them it is.</param>
internal readonly record struct HeldSet(FamilyHoldings Family, int Index);

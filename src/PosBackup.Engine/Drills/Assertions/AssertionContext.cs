using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Drills.Assertions;

/// <summary>What a value is judged by beyond its assertion.</summary>
/// <param name="Reached">The moment that the database was restored to.</param>
/// <param name="LocalOffset">Offset of the wall clock that the database's own dates were written by: that of the newest restored set.</param>
/// <param name="Earlier">Values of the last passed drill by name, as <see cref="BackupCatalog.EarlierValues"/> gives them.</param>
internal sealed record AssertionContext(DateTimeOffset Reached, TimeSpan LocalOffset, IReadOnlyDictionary<string, AssertionValue> Earlier);

namespace PosBackup.Engine.Catalog;

/// <summary>A database of which the catalog knows a set.</summary>
/// <param name="Instance">Instance that took it, as it names itself.</param>
/// <param name="Name">The name that the database had.</param>
public sealed record CatalogedDatabase(string Instance, string Name);

namespace PosBackup.PowerShell.Pipeline;

/// <summary>A cmdlet that reads or writes the catalog.</summary>
public abstract class CatalogCommand : PosBackupCommand
{
    /// <summary>What an error is about that names no catalog.</summary>
    private protected const string DefaultCatalog = "the catalog of this machine";

    /// <summary>File of the catalog. By default the catalog of this machine; on Linux that of this user, unless root runs it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CatalogPath { get; set; }

    /// <summary>The catalog for the engine.</summary>
    private protected string? Catalog => PathArguments.Whole(this, CatalogPath);
}

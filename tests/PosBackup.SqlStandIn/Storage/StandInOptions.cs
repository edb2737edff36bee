namespace PosBackup.SqlStandIn.Storage;

/// <summary>Which SQL Server the stand-in stands for, and where it keeps its databases.</summary>
public sealed record StandInOptions
{
    /// <summary>Folder of everything: data, log and backup files. Made when missing.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Express, Web, Standard, Enterprise, Developer or Evaluation. Decides what BACKUP may do.</summary>
    public string Edition { get; init; } = "Developer";

    /// <summary>Version of the product, 10.50 to 17.x; decides result-set widths, views and the syntax accepted.</summary>
    public Version Version { get; init; } = new(16, 0, 4165, 4);

    /// <summary>Default language of logins, as in sys.syslanguages: us_english, Español, 简体中文.</summary>
    public string Language { get; init; } = "us_english";

    /// <summary>Name of a named instance; null = the default instance.</summary>
    public string? InstanceName { get; init; }

    /// <summary>Name of the machine, as SERVERPROPERTY('MachineName') and backup headers tell it.</summary>
    public string MachineName { get; init; } = "STANDIN";

    /// <summary>The sysadmin login.</summary>
    public string LoginName { get; init; } = "sa";

    /// <summary>Its password.</summary>
    public required string Password { get; init; }

    /// <summary>Collation of the server and of new databases.</summary>
    public string Collation { get; init; } = "SQL_Latin1_General_CP1_CI_AS";

    /// <summary>The server's clock and time zone.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

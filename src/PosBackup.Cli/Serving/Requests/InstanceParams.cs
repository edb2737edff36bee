using PosBackup.Engine;
using PosBackup.Engine.Sql;

namespace PosBackup.Cli.Serving.Requests;

/// <summary>Which instance, and as whom.</summary>
internal sealed record InstanceParams
{
    private static readonly InstanceOptions Defaults = new() { Instance = "" };

    public string? Name { get; init; }

    public string? User { get; init; }

    public Secret? Password { get; init; }

    public bool? TrustServerCertificate { get; init; }

    public ConnectionEncryption? Encrypt { get; init; }

    public string? ServerCertificate { get; init; }

    public TimeSpan? ConnectTimeoutSeconds { get; init; }

    /// <summary>As the engine takes them; their ranges are the engine's to check.</summary>
    public static InstanceOptions ToOptions(InstanceParams? instance)
    {
        InstanceParams given = ParamsReader.Required(instance, "instance");
        return new InstanceOptions
        {
            Instance = ParamsReader.Required(given.Name, "instance.name"),
            User = given.User,
            Password = given.Password,
            TrustServerCertificate = given.TrustServerCertificate ?? Defaults.TrustServerCertificate,
            Encryption = given.Encrypt ?? Defaults.Encryption,
            ServerCertificate = given.ServerCertificate,
            ConnectTimeout = given.ConnectTimeoutSeconds ?? Defaults.ConnectTimeout,
        };
    }
}

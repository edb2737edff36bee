using PosBackup.Engine.Secrets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Definitions.Rules;

namespace PosBackup.Targets.Tests.Definitions;

/// <summary>Definitions drawn at random, all of them valid, with every property at its default in some and at another value in others.</summary>
internal sealed class SomeDefinitions(int seed)
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBQdRZJZUUJQXVTnGJ3i9vcM6c8iN3sVvRSzB8Jw4b2m";
    private static readonly string[] Words = ["a", "x & <y>", "北京店", "\"quoted\"", "back\\slash", "é+/=", "😀"];

    private readonly Random _random = new(seed);

    public TargetFile File()
    {
        string store = Word();
        TargetDefinition[] targets = [.. Enumerable.Range(0, _random.Next(5)).Select(Target)];
        return new() { Store = store, Targets = [.. targets.Except(AddressRules.Shared(targets).Select(shared => shared.Target))] };
    }

    private TargetDefinition Target(int ordinal)
    {
        string name = $"t{ordinal}.{_random.Next(100)}-_";
        TargetDefinition target = _random.Next(4) switch
        {
            0 => new FolderDefinition { Name = name, Path = "/" + Word(), User = null },
            1 => new FolderDefinition { Name = name, Path = Word().Replace('\\', '-'), Volumes = [Volume("A"), Volume("B")], User = "SHOP\\till", Password = Secret() },
            2 => new SftpDefinition { Name = name, Endpoint = Endpoint(), Jump = Flip() ? Endpoint() : null, Path = Flip() ? "" : Word(), Connections = _random.Next(1, 9), Program = Flip() ? null : "/usr/bin/ssh", ConnectSeconds = _random.Next(1, 601), StallSeconds = _random.Next(5, 3601) },
            _ => Ftp(name),
        };
        return target with
        {
            AppendOnly = Flip(),
            IgnoreClock = Flip(),
            Throttle = Flip() ? null : new ThrottleDefinition { BytesPerSecond = _random.NextInt64(1024, long.MaxValue), FullSpeed = Flip() ? [] : [new TimeOfDaySpan(Time(), Time()), new TimeOfDaySpan(Time(), Time())] },
            Verification = Flip() ? new VerificationDefinition() : new VerificationDefinition { Depth = Pick<VerificationDepth>(), WholeUpTo = Flip() ? 0 : _random.NextInt64(), Blocks = _random.Next(1, 1001), WholeWithinDays = Days() },
        };
    }

    private FtpDefinition Ftp(string name) => new()
    {
        Name = name,
        Host = "ftp.example.com",
        User = Word(),
        Password = Secret(),
        Port = Flip() ? null : _random.Next(1, 65536),
        Path = Flip() ? "" : Word(),
        Protection = Pick<FtpProtection>(),
        AllowPlaintext = Flip(),
        CertificatePins = Flip() ? [] : [new string('a', 64), new string('0', 64)],
        ConnectSeconds = _random.Next(1, 601),
        StallSeconds = _random.Next(5, 3601),
    };

    private SshEndpoint Endpoint()
    {
        bool hasFile = Flip();
        return new SshEndpoint
        {
            Host = Flip() ? "backup.example.com" : "::1",
            Port = Flip() ? 22 : _random.Next(1, 65536),
            User = Word(),
            Password = Flip() ? null : Secret(),
            IdentityFile = hasFile ? "/" + Word() : null,
            Passphrase = hasFile && Flip() ? Secret() : null,
            HostKeys = Flip() ? [] : [Key],
        };
    }

    private VolumeDefinition Volume(string name)
    {
        bool bySerial = Flip();
        return new VolumeDefinition { Name = name, Serial = bySerial ? "1A2B-3C4D" : null, Label = bySerial ? null : Word(), ExpectedEveryDays = Days() };
    }

    private int? Days() => _random.Next(4) switch { 0 => null, 1 => 8, 2 => 30, _ => _random.Next(1, 3651) };

    private SecretReference Secret() => SecretReference.TryParse(_random.Next(3) switch { 0 => "prompt", 1 => "env:HQ", _ => "file:/" + Word() }, out SecretReference? reference) ? reference! : throw new InvalidOperationException();

    private TimeOnly Time() => new(_random.Next(24), _random.Next(60));

    private T Pick<T>()
        where T : struct, Enum => Enum.GetValues<T>()[_random.Next(Enum.GetValues<T>().Length)];

    private string Word() => Words[_random.Next(Words.Length)];

    private bool Flip() => _random.Next(2) == 0;
}

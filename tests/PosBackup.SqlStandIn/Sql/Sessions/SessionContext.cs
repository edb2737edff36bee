using PosBackup.SqlStandIn.Sql.Parsing;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Storage.Sessions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Sessions;

/// <summary>Everything that belongs to one logged-in connection and outlives a statement.</summary>
internal sealed class SessionContext : IDisposable
{
    private Random _random = new();

    public SessionContext(Instance instance, SessionState state, SqlParser parser)
    {
        Instance = instance;
        State = state;
        Parser = parser;
        Connection = new SessionConnection(this);
        Transaction = new Transaction(this);
        TemporaryTables = new TemporaryTables(this);
        Permissions = new Permissions(this);
    }

    public Instance Instance { get; }

    /// <summary>What other sessions see of this one.</summary>
    public SessionState State { get; }

    public SqlParser Parser { get; }

    public SessionConnection Connection { get; }

    public Transaction Transaction { get; }

    public TemporaryTables TemporaryTables { get; }

    public Permissions Permissions { get; }

    public SessionOptions Options { get; set; } = new();

    /// <summary>What the last statement left behind: @@ERROR, @@ROWCOUNT, @@IDENTITY.</summary>
    public StatementOutcome Outcome { get; } = new();

    /// <summary>The error that the innermost CATCH block handles; null outside of one.</summary>
    public CaughtError? Caught { get; set; }

    /// <summary>The variables of the innermost running batch.</summary>
    public Variables Variables { get; set; } = new();

    /// <summary>How many TRY blocks are open around the running statement.</summary>
    public int TryDepth { get; set; }

    /// <summary>How many batches run inside each other: EXEC('...') and sp_executesql count.</summary>
    public int NestLevel { get; set; }

    public Version Version => Instance.Identity.ProductVersion;

    /// <summary>The clock of the server, in its zone.</summary>
    public DateTimeOffset Now => Instance.Clock.GetLocalNow();

    /// <summary>The current database.</summary>
    public Database Database => Instance.Find(State.Database) ?? throw SqlErrors.UnknownDatabase(State.Database);

    /// <summary>A database by name, when there is one.</summary>
    /// <exception cref="SqlErrorException">911, 916 or why it cannot be opened.</exception>
    public Database Open(string name)
    {
        Database database = Instance.Find(name) ?? throw SqlErrors.UnknownDatabase(name);
        Permissions.RequireEntry(database);
        database.RequireOnline();
        return database;
    }

    /// <summary>Makes a language the session's, with its date format and first day of the week.</summary>
    public void Speak(Language language)
    {
        State.Language = language.Name;
        State.DateFormat = language.DateOrder.ToString().ToLowerInvariant();
        Options = Options with { DateOrder = language.DateOrder, DateFirst = language.DateFirst };
    }

    /// <summary>RAND: a seed starts the sequence anew.</summary>
    public double Random(int? seed)
    {
        if (seed is { } start)
            _random = new Random(start);
        return _random.NextDouble();
    }

    public void Dispose()
    {
        Transaction.Abandon();
        Connection.Dispose();
    }
}

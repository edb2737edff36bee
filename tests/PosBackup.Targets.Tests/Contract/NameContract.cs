using PosBackup.Engine.Targets;

namespace PosBackup.Targets.Tests.Contract;

/// <summary>Names that programs, shells and servers stumble over.</summary>
public abstract class NameContract : FolderContract
{
    private static readonly string[] Names =
    [
        "销售 数据库.bak", "Ünï çødé.trn", "emoji 🏪🧾", "e\u0301 in two", "é in one", "عربى",
        " space before", "space behind ", "  two  in  the  middle  ", "\"quotes\"", "'apostrophes'", "`backticks`", "$(touch x)", "$HOME", "; rm -rf x", "a & b | c > d < e",
        "*", "?", "[a-z]", "{a,b}", "~", "~root", "#hash", "!bang", "%41", "%", "100%", "a=b", "a:b", "a,b", "(round)", "@", "^", "+plus", ";type=i",
        "-rf", "--help", "-", "-a", ".hidden", "..two dots", "...", "dot at the end.", "CON", "nul.txt", "\uFFFD",
        new('x', 255), new('ä', 127), $"{new string('y', 250)}.part",
    ];

    [ContractFact]
    public async Task Names_AreKeptToTheLetter()
    {
        List<string> wrong = [];
        foreach ((string name, int i) in Names.Select((n, i) => (n, i)))
        {
            if (ImpossibleNames.ContainsKey(name))
                continue;
            try
            {
                await PutAsync(At(name), [(byte)i]);
                if (Behind.Read(At(name)) is not [var there] || there != i)
                    wrong.Add($"{name}: put under another name");
                if (await ReadAsync(At(name)) is not [var read] || read != i)
                    wrong.Add($"{name}: read another file");
                if (await Target.StatAsync(At(name), default) is not { Length: 1, IsFolder: false })
                    wrong.Add($"{name}: not found");
            }
            catch (TargetException e)
            {
                wrong.Add($"{name}: {e.Failure}: {e.Message}");
            }
        }

        string[] listed = [.. (await ListAsync(Here)).Where(e => !e.IsFolder).Select(e => e.Path.Name)];
        wrong.AddRange(Names.Except(ImpossibleNames.Keys).Except(listed).Select(n => $"{n}: not listed"));
        wrong.AddRange(listed.Except(Names).Select(n => $"{n}: listed, but nobody made it"));
        Assert.Empty(wrong);
    }

    [ContractFact]
    public async Task Names_ServeForFoldersRenamesAndDeletes()
    {
        List<string> wrong = [];
        foreach (string name in Names.Except(ImpossibleNames.Keys).Except(ImpossibleFolderNames.Keys))
        {
            try
            {
                TargetPath folder = Here.Child("folders").Child(name);
                await PutAsync(folder.Child("from"), [1]);
                await Target.RenameAsync(folder.Child("from"), folder.Child(name), default);
                if ((await ListAsync(folder)).Select(e => e.Path.Name).SingleOrDefault() != name)
                    wrong.Add($"{name}: listed otherwise");
                await Target.DeleteAsync(folder.Child(name), default);
                if (Behind.Read(folder.Child(name)) is not null)
                    wrong.Add($"{name}: not deleted");
            }
            catch (TargetException e)
            {
                wrong.Add($"{name}: {e.Failure}: {e.Message}");
            }
        }

        Assert.Empty(wrong);
    }

    [ContractFact]
    public async Task Names_ThatTheTargetCannotHaveAreRefused()
    {
        foreach (string name in ImpossibleNames.Keys)
        {
            TargetException failure = await Assert.ThrowsAsync<TargetException>(() => PutAsync(At(name), [1]));
            Assert.Equal(TargetFailure.Config, failure.Failure);
        }

        foreach (string name in ImpossibleFolderNames.Keys)
            await Assert.ThrowsAsync<TargetException>(() => PutAsync(Here.Child("folders").Child(name).Child("file"), [1]));

        Assert.Empty(await ListAsync(Here.Child("folders")));
        Assert.DoesNotContain(await ListAsync(Here), e => e.Path.Name != "folders");
        await RequireUsableAsync();
    }

    [ContractFact]
    public async Task Names_ThatNoPathCanHaveAreLeftOutOfListings()
    {
        Behind.Write(At("good"), [1]);
        foreach (string name in (string[])["back\\slash", "bell\a", "escape\u001b[31m"])
            Assert.True(Behind.TryWriteRaw(Here, name) || OperatingSystem.IsWindows() || Behind is MemoryBehind);

        Assert.Equal("good", Assert.Single(await ListAsync(Here)).Path.Name);
    }
}
